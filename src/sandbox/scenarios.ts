import { type Outcome, type OutcomeEntry, outcomesOf } from './outcomes.ts';
import type { JsonObject } from './request-body.ts';
import { SERVICE_NAMES, type ServiceName } from './services/service.ts';

/** Whom a switch value can be meant for: a service, or the confirmation that follows a payment. */
export const ADDRESSEES = [...SERVICE_NAMES, 'confirm'] as const;
export type Addressee = (typeof ADDRESSEES)[number];

/** A switch value that names no outcome of its addressee. `message` says which there are. */
export interface UnknownOutcome {
  readonly kind: 'unknown';
  readonly message: string;
}

interface SwitchWords {
  /** Undefined when the value is for whichever service receives it. */
  readonly addressee: Addressee | undefined;
  /** The outcome, as it was written. */
  readonly written: string;
}

// A value may hold other text around it, so that a reference can carry a switch value and still be unique.
const SWITCH_VALUE = /sandbox:([\w:=-]*)/g;

/** Whether a text holds a switch value for any addressee, known or not. */
export function holdsSwitchValue(text: string): boolean {
  return text.includes('sandbox:');
}

/** The switch values in a text, in their order. */
export function findSwitchWords(text: string): SwitchWords[] {
  return [...text.matchAll(SWITCH_VALUE)].map(([, words = '']) => splitWords(words));
}

/** The first switch value in a body's own string members that is meant for this service. */
export function findOutcome(body: JsonObject, service: ServiceName): Outcome | UnknownOutcome | undefined {
  const words = Object.values(body).flatMap((value) => (typeof value === 'string' ? findSwitchWords(value) : []));
  return outcomeFor(words, service);
}

/** The outcome that stands behind `sandbox:` in a text; undefined when it is meant for another addressee. */
export function outcomeFromWords(words: string, service: ServiceName): Outcome | UnknownOutcome | undefined {
  return outcomeFor([splitWords(words)], service);
}

/** The outcome among `entries` that is written so, or a message that lists those there are. */
export function readOutcome<Kind>(
  written: string,
  entries: readonly OutcomeEntry<Kind>[],
  addressee: Addressee,
): Kind | UnknownOutcome {
  const [, name, digits] = /^([a-z-]+)(?:=(\d{1,6}))?$/.exec(written) ?? [];
  const entry = entries.find(({ form }) => (digits === undefined ? form === name : form.startsWith(`${name}=`)));
  const outcome = entry?.read(digits === undefined ? undefined : Number(digits));
  if (outcome !== undefined) return outcome;
  const known = entries.map(({ form }) => form).join(', ');
  return { kind: 'unknown', message: `The sandbox has no outcome "${written}" for ${addressee}. It has: ${known}.` };
}

function splitWords(words: string): SwitchWords {
  const addressee = ADDRESSEES.find((name) => words.startsWith(`${name}:`));
  return { addressee, written: addressee === undefined ? words : words.slice(addressee.length + 1) };
}

function outcomeFor(words: readonly SwitchWords[], service: ServiceName): Outcome | UnknownOutcome | undefined {
  const meant = words.find(({ addressee }) => addressee === undefined || addressee === service);
  return meant === undefined ? undefined : readOutcome(meant.written, outcomesOf(service), service);
}
