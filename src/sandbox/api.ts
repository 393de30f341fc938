import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { errorAnswer, sendAnswer } from './answer.ts';
import { play } from './faults.ts';
import { parseJsonObject } from './request-body.ts';
import type { SandboxOptions, ServiceCall } from './sandbox.ts';
import { findOutcome, outcomeFromWords } from './scenarios.ts';
import type { Service, ServiceName, Visit } from './services/service.ts';

interface ApiOptions extends Pick<SandboxOptions, 'outcomeFor'> {
  readonly services: readonly Service[];
  readonly secretKey: string;
}

interface ApiRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** Null when it could not be read as text. */
  readonly text: string | null;
}

/** Everything about a call that is the same for all services. */
export class Api {
  readonly #services: ReadonlyMap<string, Service>;
  readonly #secretKey: string;
  readonly #outcomeFor: SandboxOptions['outcomeFor'];
  readonly #counts = new Map<ServiceName, number>();

  constructor({ services, secretKey, outcomeFor }: ApiOptions) {
    this.#services = new Map(services.map((service) => [service.path, service]));
    this.#secretKey = secretKey;
    this.#outcomeFor = outcomeFor;
  }

  respond(response: ServerResponse, path: string | undefined, request: ApiRequest, visit: Visit): void {
    const service = this.#services.get(path ?? '');
    if (service === undefined) return sendAnswer(response, errorAnswer(404));
    if (request.method !== 'POST') {
      response.setHeader('Allow', 'POST');
      return sendAnswer(response, errorAnswer(405));
    }
    if (request.headers.authorization !== `Basic ${this.#secretKey}`) return sendAnswer(response, errorAnswer(401));

    const body = isJson(request.headers) && request.text !== null ? parseJsonObject(request.text) : undefined;
    if (body === undefined) return sendAnswer(response, errorAnswer(400));
    const count = (this.#counts.get(service.name) ?? 0) + 1;
    this.#counts.set(service.name, count);
    const outcome = findOutcome(body, service.name) ?? this.#chosen({ service: service.name, body, count });
    play(response, outcome, service, service.answer(body, visit));
  }

  /** Starts counting calls anew. */
  reset(): void {
    this.#counts.clear();
  }

  #chosen(call: ServiceCall): ReturnType<typeof outcomeFromWords> {
    const words = this.#outcomeFor?.(call);
    return words === undefined ? undefined : outcomeFromWords(words, call.service);
  }
}

function isJson({ 'content-type': contentType }: IncomingHttpHeaders): boolean {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json';
}
