import type { Codec } from './codec.ts';

/** One service of Paynet: where it is, what repeating it would do, and how its request and answer look on the wire. */
export interface Operation<Input, Answer> {
  /** As Paynet's pages name it: `agent/login`. */
  readonly name: string;
  readonly path: `/v${number}/${string}`;
  /**
   * `read`: repeating it changes nothing. `write`: it must not be repeated on a guess, and an unclear end is
   * `PaynetOutcomeUnknown`. Paynet's HTTP verb does not tell; it is always POST.
   */
  readonly effect: 'read' | 'write';
  /** The members that leave, by their wire names. One that is `undefined` is not sent. */
  toWire(input: Input): Record<string, unknown>;
  readonly answer: Codec<Answer>;
  /**
   * Whether it shows a person's password: refused credentials (HTTP 401, 403) may then be the person's, and nobody has
   * documented which status a wrong password has. So they do not count as our own, or strangers could lock us out.
   */
  readonly showsPassword?: boolean;
  /** Whether the answer holds money: then numbers a double would change arrive as their own digits, as text. */
  readonly exactNumbers?: boolean;
}

/** A namespace of the client: each operation as a function of its input. */
export type Service<Operations> = {
  readonly [Name in keyof Operations]: Operations[Name] extends Operation<infer Input, infer Answer>
    ? (input: Input) => Promise<Answer>
    : never;
};
