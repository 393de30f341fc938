/** One fault this layer must survive. Every row is at least one test whose name begins with its number. */
export interface FaultRow {
  readonly number: `F${string}`;
  readonly fault: string;
  /** What the layer does then. */
  readonly answer: string;
  /** Why no test can show it here. A row has either tests or this. */
  readonly untestable?: string;
}

export interface FaultGroup {
  readonly title: string;
  readonly rows: readonly FaultRow[];
}

/** All of them. Numbers are never given twice; those that are missing were merged into another row. */
export const GROUPS: readonly FaultGroup[] = [
  {
    title: 'Paynet: surely not sent',
    rows: [
      {
        number: 'F01',
        fault: 'The name of Paynet’s host does not resolve, or not in time',
        answer: 'sent once more after a moment, then `UPSTREAM_UNAVAILABLE`; nothing left, so the same key works again',
      },
      { number: 'F02', fault: 'Connections are refused', answer: 'the same, within 300 ms' },
      {
        number: 'F03',
        fault: 'Connections never open (packets are swallowed)',
        answer: 'given up at the connect limit; the same',
      },
      {
        number: 'F04',
        fault: 'The certificate is expired, self-signed, of an unknown authority or for another host',
        answer: '`UPSTREAM_TLS`, asked once, not a byte of a request leaves; counted in `/metrics`',
      },
      {
        number: 'F05',
        fault: 'Paynet speaks one version of TLS only',
        answer: '1.2 and 1.3 work; 1.1 is refused like a wrong certificate',
      },
      {
        number: 'F06',
        fault: 'Paynet does not know our key or address (HTTP 401, 403)',
        answer:
          '`UPSTREAM_CREDENTIALS`, asked once, never said to be the caller’s fault; shown no more where nothing is accepted',
      },
    ],
  },
  {
    title: 'Paynet: nobody knows what came of it',
    rows: [
      {
        number: 'F07',
        fault: 'The request is read, then the connection closes without a byte',
        answer: 'a create is looked for before it is made again: one payable link; a query is asked once more',
      },
      {
        number: 'F08',
        fault: 'The link is made, then the connection is reset',
        answer: 'looked for and found: `CreatePayLinkSuccess`, one payable link',
      },
      {
        number: 'F09',
        fault: 'A kept connection went stale',
        answer: 'one that was closed is not used again; one that breaks under a request is as F07',
      },
      { number: 'F10', fault: 'The head of the answer never comes', answer: 'cut at its limit, then looked for' },
      {
        number: 'F11',
        fault: 'The body comes byte by byte',
        answer: 'cut at the limit of the whole call, then looked for',
      },
      {
        number: 'F12',
        fault: 'Reset in the middle of a body with a length',
        answer: 'what came is thrown away, then looked for',
      },
      { number: 'F13', fault: 'A chunked body is cut', answer: 'the same' },
      {
        number: 'F14',
        fault: 'JSON is cut where no length was said',
        answer: 'the same; nothing of it is quoted anywhere',
      },
      {
        number: 'F16',
        fault: 'HTTP 500, 502, 503 or 504 although the link was made',
        answer: 'looked for and found; a query is asked again, after the time of `Retry-After` where that is short',
      },
      {
        number: 'F17',
        fault: 'HTTP 429 with every kind of `Retry-After`',
        answer:
          'a create is looked for; a query waits where the time is short; else `UPSTREAM_RATE_LIMITED` with when to ask again, nonsense left out',
      },
      {
        number: 'F18',
        fault: 'HTML under HTTP 200 (maintenance, firewall)',
        answer: '`UPSTREAM_BAD_RESPONSE`; no byte of it reaches a client; a create is looked for',
      },
      { number: 'F19', fault: 'HTML under 5xx', answer: 'as F16' },
      { number: 'F20', fault: '204, or 200 without a body', answer: 'as F18, never an empty object' },
      {
        number: 'F21',
        fault: 'A redirect to another host',
        answer: 'not followed; the other host sees no connection',
      },
      {
        number: 'F23',
        fault: 'A body of 200 MB, or a small one that inflates to 1 GB',
        answer: 'stopped at 1 MiB, never inflated; memory returns to where it was',
      },
      {
        number: 'F24',
        fault: 'JSON 100,000 levels deep, or with a million keys',
        answer: 'unreadable past 20,000 values; no other request waits for it for long',
      },
      {
        number: 'F26',
        fault: 'Members of the wrong type',
        answer: 'read where the codec says so, otherwise unreadable; "false" is never true',
      },
      {
        number: 'F27',
        fault: 'Every documented return code, at every call',
        answer: 'the documented meaning; 8, 10 and 100 leave the outcome open, 5 is looked for',
      },
      {
        number: 'F28',
        fault: 'An error object under another status than 200',
        answer: '`returnCode` is Paynet’s, not the status',
      },
      {
        number: 'F29',
        fault: 'A return code nobody has documented',
        answer: 'the outcome is open; Paynet’s message goes nowhere; counted in `/metrics`',
      },
      {
        number: 'F30',
        fault: 'New members, missing optional ones, null and blanks for text',
        answer: 'works; what is blank is null; new, missing and empty members are counted in `/metrics`',
      },
      {
        number: 'F32',
        fault: 'Numbers past what a double holds, exponents, NaN',
        answer: 'exact or unreadable, never rounded',
      },
      {
        number: 'F33',
        fault: 'An unsafe `url`: another scheme, user name, control characters',
        answer: 'refused; no such address reaches a client',
      },
      { number: 'F35', fault: 'New links show late', answer: 'still one payable link' },
      {
        number: 'F36',
        fault: 'Time is up although the link was made, in many creates at once',
        answer: 'one link for each key, never "failed" with a link, never "made" without one',
      },
      {
        number: 'F38',
        fault: 'Two links of one reference exist already',
        answer: '`PayLinkReferenceTaken` names it; nothing is switched off',
      },
      {
        number: 'F40',
        fault: 'Status 3, with and without a transaction',
        answer: '`PASSIVE`, never `PAID`',
      },
      {
        number: 'F41',
        fault: 'Sessions that end today or yesterday; hours of 0, -1, 1e9',
        answer: 'the earliest reading of the date wins; such hours are refused',
      },
      {
        number: 'F42',
        fault: 'Creating works, looking up is down',
        answer: '`PayLinkOutcomeUnknown` in time; the same key asked again resolves it',
      },
      {
        number: 'F43',
        fault: 'Half of all calls fail at random',
        answer: 'hardly more calls than without retries; the breaker opens, and closes soon after recovery',
      },
      {
        number: 'F44',
        fault: 'A sign-in that worked, of a blocked or deleted agent, or without a key',
        answer: 'no session',
      },
      { number: 'F45', fault: 'The session ends while it is used', answer: '`SESSION_EXPIRED`' },
    ],
  },
  {
    title: 'Confirmations',
    rows: [
      {
        number: 'F46',
        fault: 'Ten thousand forged confirmations',
        answer: 'answered like a real one; nothing changes, nothing leaves for Paynet',
      },
      {
        number: 'F47',
        fault: 'The right address with another amount, currency or reference',
        answer: 'not believed: Paynet is asked, and a warning is logged',
      },
      {
        number: 'F48',
        fault: 'The same confirmation a hundred times, together with polls',
        answer: 'one event, one state',
      },
      { number: 'F49', fault: 'The confirmation never comes', answer: 'found by asking while somebody watches' },
      {
        number: 'F50',
        fault: 'The confirmation comes before the answer to the create',
        answer: 'nothing is lost: whoever watches is told',
      },
      {
        number: 'F51',
        fault: 'Either spelling of the reference or none, a whole card number, a broken charset',
        answer: 'matched by its address; the number is not even read',
      },
      {
        number: 'F52',
        fault: '`is_succeed` is "false", 0 or missing',
        answer: 'not paid unless Paynet says so',
      },
      {
        number: 'F53',
        fault: 'A merchant’s endpoint for relayed confirmations misbehaves',
        answer: '–',
        untestable: 'nothing is relayed to merchants: who gives an own `confirmationUrl` is called by Paynet itself',
      },
    ],
  },
  {
    title: 'Clients',
    rows: [
      {
        number: 'F54',
        fault: 'The client leaves during a read or a create',
        answer: 'a read is given up; a create completes and can be asked for again with its key',
      },
      { number: 'F55', fault: 'A body that is too large', answer: '413, with and without a length' },
      { number: 'F56', fault: 'A document 20,000 levels deep', answer: '400 with a code, at once' },
      {
        number: 'F57',
        fault: 'A hundred aliases of `__typename` or of `login`',
        answer: 'refused; each mutation once a document',
      },
      { number: 'F58', fault: 'A JSON array of operations', answer: 'refused' },
      {
        number: 'F59',
        fault: 'Many unknown directives or bad variable definitions',
        answer: 'refused, with at most five errors',
      },
      {
        number: 'F60',
        fault: 'Circular fragments, chains of 10,000, wide nests',
        answer: 'refused before they cost anything',
      },
      {
        number: 'F61',
        fault: 'Introspection, suggestions, probing with `__type`',
        answer: 'off in production',
      },
      { number: 'F63', fault: '`__proto__` and `constructor` wherever names can stand', answer: 'no effect' },
      {
        number: 'F64',
        fault: 'Heads of 20 KB; clients that send or read slowly',
        answer: 'limits for head, request and connections',
      },
      {
        number: 'F65',
        fault: 'Mutations by GET, as forms, as plain text',
        answer: 'refused: only JSON changes anything',
      },
      {
        number: 'F66',
        fault: 'Line breaks and NUL in what leaves in a header or path',
        answer: 'refused; Paynet sees none',
      },
      { number: 'F67', fault: 'Line breaks, colours and JSON meant for the log', answer: 'one event, one line' },
      {
        number: 'F68',
        fault: 'Broken JSON or a misspelt field beside a password',
        answer: 'neither the answer nor the log holds a value',
      },
      {
        number: 'F69',
        fault: 'Odd, repeated, too many or other people’s representations',
        answer: 'null by itself; each asked once; at most 500',
      },
      {
        number: 'F70',
        fault: 'Keys of every kind, also another caller’s, also 50 at once',
        answer: 'one intention is one caller’s key; odd keys are refused',
      },
      {
        number: 'F71',
        fault: 'Subscribers that are slow, idle, come back, or whose session ends',
        answer: 'bounded, resumed without a gap, ended with a typed event',
      },
      {
        number: 'F73',
        fault: 'Card numbers in names, notes, references and headers',
        answer: '`PAN_NOT_ALLOWED`; kept nowhere',
      },
      {
        number: 'F74',
        fault: '`first: 1000000`, or 50 connections in one document',
        answer: 'refused before Paynet is asked',
      },
    ],
  },
  {
    title: 'The process',
    rows: [
      { number: 'F75', fault: 'SIGTERM under load', answer: 'no request fails; exit 0' },
      {
        number: 'F-replicas',
        fault: 'Each call of a caller reaches another instance',
        answer: 'one session, one link for each key, one stream of events',
      },
      {
        number: 'F76',
        fault: '`kill -9` at random while callers ask again with their keys',
        answer: 'no link twice, no key lost',
      },
      {
        number: 'F77',
        fault: 'Redis is gone, slow, read-only, emptied, and back',
        answer: 'links with a key are refused with a code, all else goes on; as before once it is back',
      },
      {
        number: 'F78',
        fault: 'The clock jumps by a day, or back',
        answer: 'limits hold; no session outlives its end; no key is forgotten early',
      },
      { number: 'F79', fault: 'The event loop stands still for 500 ms', answer: 'load is shed, then all is well' },
      { number: 'F80', fault: 'No descriptors left, memory nearly full', answer: 'load is shed, no crash loop' },
      {
        number: 'F81',
        fault: 'The log cannot be written',
        answer: 'requests go on, and a process that is to stop does',
      },
      {
        number: 'F83',
        fault: 'Paynet’s key is changed under load',
        answer: 'no request fails while both are valid',
      },
      {
        number: 'F85',
        fault: 'Settings are missing or contradict each other',
        answer: 'it does not start, and names the setting, not its value',
      },
    ],
  },
  {
    title: 'All of them',
    rows: [
      {
        number: 'F-secrets',
        fault: 'Requests and faults by the thousand, all carrying secrets',
        answer: 'no byte of a secret in anybody else’s answer, in the log or in metrics',
      },
    ],
  },
];
