declare global {
  interface JSON {
    // Node 22 and later have it; TypeScript's library does not know it yet.
    rawJSON(text: string): object;
  }
}

/** A JSON number as it is written, so that 120.10 stays 120.10: a binary double would forget the last zero. */
export class WireNumber {
  readonly digits: string;
  constructor(digits: string) {
    this.digits = digits;
  }

  /** Makes JSON.stringify write the digits. Zeros in front, which a text may have and a JSON number may not, go. */
  toJSON(): object {
    return JSON.rawJSON(this.digits.replace(/^0+(?=\d)/, ''));
  }
}
