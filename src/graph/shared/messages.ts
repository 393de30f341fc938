/** The languages a person can read our messages in, the usual one first. Codes are the same in all of them. */
export const LANGUAGES = ['en', 'tr'] as const;
export type Language = (typeof LANGUAGES)[number];

export type Message = Readonly<Record<Language, string>>;

/** What a failure says to a person, by its code. States what to do next; holds nothing the caller sent. */
export const FAILURE_MESSAGES = {
  INVALID_INPUT: {
    en: 'Some input is not valid. Correct the fields named in `fields` and send it again.',
    tr: 'Girdilerden bazıları geçerli değil. `fields` içinde adı geçen alanları düzeltip yeniden gönderin.',
  },
  LOGIN_REFUSED: {
    en: 'Signing in was refused. Check agent, user name and password; if they are right, ask Paynet whether the account is open.',
    tr: 'Giriş reddedildi. Bayi kodunu, kullanıcı adını ve parolayı kontrol edin; doğruysa hesabın açık olup olmadığını Paynet’e sorun.',
  },
  RATE_LIMITED: {
    en: 'This was tried too often. Nothing was sent; wait as long as `retryAfterSeconds` says and try again.',
    tr: 'Bu işlem çok sık denendi. Hiçbir şey gönderilmedi; `retryAfterSeconds` kadar bekleyip yeniden deneyin.',
  },
  UNAUTHENTICATED: {
    en: 'This needs a signed-in caller. Call `login` first; a service needs a valid token.',
    tr: 'Bu işlem için giriş yapılmış olmalı. Önce `login` çağırın; servislerin geçerli bir token göndermesi gerekir.',
  },
  SESSION_EXPIRED: {
    en: 'The session has ended. Call `login` again; a service needs a new token.',
    tr: 'Oturum sona erdi. Yeniden `login` çağırın; servislerin yeni bir token alması gerekir.',
  },
  FORBIDDEN: {
    en: 'The caller may not do this. See `requiredPermission`; where it is null, the thing belongs to somebody else.',
    tr: 'Bu işlem için yetki yok. `requiredPermission` alanına bakın; boşsa işlem başkasına ait bir hesap içindir.',
  },
  REFUSED_BY_PAYNET: {
    en: 'Paynet refused the request. Nothing was changed; `returnCode` says why.',
    tr: 'Paynet isteği reddetti. Hiçbir şey değişmedi; nedeni `returnCode` alanında.',
  },
  PAY_LINK_NOT_FOUND: {
    en: 'There is no such payment link, or it is not yours to see.',
    tr: 'Böyle bir ödeme linki yok ya da onu görme yetkiniz yok.',
  },
  PAY_LINK_NOT_CHANGEABLE: {
    en: 'A payment link that was paid or has expired can no longer be switched off or on.',
    tr: 'Ödenmiş ya da süresi dolmuş bir ödeme linki artık kapatılamaz ve açılamaz.',
  },
  UPSTREAM_UNAVAILABLE: {
    en: 'Paynet cannot be reached at the moment. Nothing was sent; try again later.',
    tr: 'Paynet’e şu anda ulaşılamıyor. Hiçbir şey gönderilmedi; daha sonra yeniden deneyin.',
  },
  UPSTREAM_TIMEOUT: {
    en: 'Paynet did not answer in time. Try again later.',
    tr: 'Paynet zamanında yanıt vermedi. Daha sonra yeniden deneyin.',
  },
  UPSTREAM_TLS: {
    en: 'The connection to Paynet is not secure, so nothing was sent. Whoever runs this service has to look at it.',
    tr: 'Paynet bağlantısı güvenli değil, bu yüzden hiçbir şey gönderilmedi. Bu hizmeti işletenlerin bakması gerekiyor.',
  },
  UPSTREAM_CREDENTIALS: {
    en: 'Paynet does not accept this service. It is not the caller’s fault; whoever runs the service has to look at it.',
    tr: 'Paynet bu hizmeti kabul etmiyor. Hata sizde değil; bu hizmeti işletenlerin bakması gerekiyor.',
  },
  UPSTREAM_RATE_LIMITED: {
    en: 'Paynet asks for fewer calls. Try again later.',
    tr: 'Paynet daha az istek gönderilmesini istiyor. Daha sonra yeniden deneyin.',
  },
  UPSTREAM_BAD_RESPONSE: {
    en: 'Paynet’s answer could not be read. Try again later.',
    tr: 'Paynet’in yanıtı okunamadı. Daha sonra yeniden deneyin.',
  },
  UPSTREAM_SESSION_OVER: {
    en: 'Paynet opened a session whose last day has begun already, so it cannot be used. Whoever runs this service has to look at it.',
    tr: 'Paynet’in açtığı oturumun son günü çoktan başlamış, bu yüzden kullanılamıyor. Bu hizmeti işletenlerin bakması gerekiyor.',
  },
  UPSTREAM_ERROR: {
    en: 'Paynet reports a fault of its own. Try again later.',
    tr: 'Paynet kendi tarafında bir hata bildirdi. Daha sonra yeniden deneyin.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    en: 'This idempotency key was used for another payment link. Use a new key for a new link.',
    tr: 'Bu idempotency anahtarı başka bir ödeme linki için kullanılmış. Yeni link için yeni bir anahtar kullanın.',
  },
  REFERENCE_TAKEN: {
    en: 'Another payment link has this reference already. Use a reference of its own.',
    tr: 'Bu referans numarası başka bir ödeme linkinde kullanılmış. Başka bir referans numarası kullanın.',
  },
  STORE_UNAVAILABLE: {
    en: 'This cannot be done safely at the moment. Nothing was sent; try again in a few seconds.',
    tr: 'Bu işlem şu anda güvenle yapılamıyor. Hiçbir şey gönderilmedi; birkaç saniye sonra yeniden deneyin.',
  },
  SERVICE_STOPPING: {
    en: 'This instance is being stopped. Connect again.',
    tr: 'Bu sunucu kapatılıyor. Yeniden bağlanın.',
  },
  OUTCOME_UNKNOWN: {
    en: 'The payment link may or may not have been made. Do not make it again blindly: with an idempotency key ask the same again, otherwise look for its reference first.',
    tr: 'Ödeme linki oluşmuş da olabilir, oluşmamış da. Hemen yeniden oluşturmayın: idempotency anahtarı varsa aynı isteği yineleyin, yoksa önce referans numarasıyla arayın.',
  },
} as const satisfies Record<string, Message>;

export type FailureCode = keyof typeof FAILURE_MESSAGES;

/** What is wrong with one input field, by code. */
export const PROBLEM_MESSAGES = {
  REQUIRED: { en: 'A value is needed.', tr: 'Bir değer gerekli.' },
  REQUIRED_OF_A_SERVICE: {
    en: 'A service has no agent of its own, so it must name the one that is paid.',
    tr: 'Bir servisin kendi bayisi yoktur; ödemenin gideceği bayiyi belirtmesi gerekir.',
  },
  REQUIRED_TO_SEND_EMAIL: {
    en: 'An e-mail address is needed when the link is to be mailed.',
    tr: 'Link e-postayla gönderilecekse e-posta adresi gerekli.',
  },
  REQUIRED_TO_SEND_SMS: {
    en: 'A phone number is needed when the link is to be texted.',
    tr: 'Link SMS ile gönderilecekse telefon numarası gerekli.',
  },
  TOO_LONG: { en: 'The text is too long.', tr: 'Metin çok uzun.' },
  CONTROL_CHARACTER: {
    en: 'Line breaks and other control characters are not allowed here.',
    tr: 'Satır sonları ve diğer denetim karakterleri burada kullanılamaz.',
  },
  PAN_NOT_ALLOWED: {
    en: 'This looks like a card number. Card numbers are never accepted here; the payer enters it on Paynet’s page.',
    tr: 'Bu bir kart numarasına benziyor. Kart numaraları burada asla kabul edilmez; ödeyen, Paynet’in sayfasında girer.',
  },
  NOT_AN_AMOUNT: {
    en: 'An amount has digits, and at most two more after a dot: "120.10".',
    tr: 'Tutar rakamlardan ve noktadan sonra en çok iki haneden oluşur: "120.10".',
  },
  NOT_POSITIVE: { en: 'The amount must be above zero.', tr: 'Tutar sıfırdan büyük olmalı.' },
  OUT_OF_RANGE: { en: 'The number is outside the allowed range.', tr: 'Sayı izin verilen aralığın dışında.' },
  NOT_AN_EMAIL_ADDRESS: { en: 'This is not an e-mail address.', tr: 'Bu bir e-posta adresi değil.' },
  NOT_A_PHONE_NUMBER: {
    en: 'A Turkish phone number has ten digits: 5301234567. A leading +90 or 0 and spaces are fine.',
    tr: 'Telefon numarası on hanelidir: 5301234567. Baştaki +90 ya da 0 ve boşluklar olabilir.',
  },
  NOT_A_PUBLIC_HTTPS_URL: {
    en: 'The address must begin with https:// and lead to a public host, without user name or password.',
    tr: 'Adres https:// ile başlamalı, herkese açık bir sunucuyu göstermeli, kullanıcı adı ve parola içermemeli.',
  },
  NOT_A_DAY: {
    en: 'A day is written like 2026-03-31.',
    tr: 'Gün 2026-03-31 biçiminde yazılır.',
  },
  BEFORE_ITS_BEGINNING: {
    en: 'The last day must not be before the first.',
    tr: 'Son gün ilk günden önce olamaz.',
  },
  TOO_MANY_DAYS: { en: 'At most 366 days can be listed at once.', tr: 'Bir seferde en çok 366 gün listelenebilir.' },
  ONE_DIRECTION_ONLY: {
    en: 'Use `first` with `after`, or `last` with `before`, and not both.',
    tr: '`first` ile `after` ya da `last` ile `before` kullanın; ikisini birlikte değil.',
  },
  NOT_A_CURSOR_OF_THIS_LIST: {
    en: 'This cursor does not belong to this list, or its link is no longer in it. Begin the list again.',
    tr: 'Bu imleç bu listeye ait değil ya da linki artık listede yok. Listeye baştan başlayın.',
  },
  UNKNOWN_AGENT: { en: 'There is no such agent.', tr: 'Böyle bir bayi yok.' },
  NOT_ACCEPTED_BY_PAYNET: { en: 'Paynet does not accept this value.', tr: 'Paynet bu değeri kabul etmiyor.' },
} as const satisfies Record<string, Message>;

export type ProblemCode = keyof typeof PROBLEM_MESSAGES;
