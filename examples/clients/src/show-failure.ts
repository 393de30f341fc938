import type { CreatePayLinkMutation, SignInMutation } from 'paynet-graphql';

/** What a form shows: a message above it, and one beside each field that is to be corrected. */
export interface Shown {
  readonly message: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Null where it went well, else what to show. The same with every client. */
export function showFailure(answer: SignInMutation['login'] | CreatePayLinkMutation['createPayLink']): Shown | null {
  if (answer.__typename === 'LoginSuccess' || answer.__typename === 'CreatePayLinkSuccess') return null;
  // Whatever else there is, or will be, is a PaynetError, which has a message for people.
  const wrong = answer.__typename === 'PaynetInvalidInput' ? answer.fields : [];
  return {
    message: answer.message,
    fields: Object.fromEntries(wrong.map(({ field, message }) => [field, message])),
  };
}
