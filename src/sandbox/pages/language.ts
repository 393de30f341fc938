export type Language = 'tr' | 'en';

/** The better liked of the two languages in an Accept-Language header; Turkish when it likes neither, or is absent. */
export function chooseLanguage(acceptLanguage: string | undefined): Language {
  const liked = (acceptLanguage ?? '')
    .split(',')
    .map((item) => {
      const [range = '', ...parameters] = item.split(';').map((word) => word.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { language: range.split('-', 1)[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((one, other) => other.quality - one.quality);
  for (const { language } of liked) if (language === 'tr' || language === 'en') return language;
  return 'tr';
}
