/** The look of what one pays with, and of what became of it. Uses the colours of STYLE. */
export const PAYMENT_STYLE = `
:root { --good: #0c6a5c; --good-soft: #e2efe9; --bad: #a8392b; --bad-soft: #f8e3df; --wait: #83610a; --wait-soft: #f7ecc9; }
@media (prefers-color-scheme: dark) {
  :root { --good: #6fd0bb; --good-soft: #1d3634; --bad: #f29c8f; --bad-soft: #42241f; --wait: #ecca72; --wait-soft: #3a3014; }
}
.green { --tone: var(--good); --tone-soft: var(--good-soft); }
.red { --tone: var(--bad); --tone-soft: var(--bad-soft); }
.amber { --tone: var(--wait); --tone-soft: var(--wait-soft); }
.grey { --tone: var(--soft); --tone-soft: color-mix(in srgb, var(--soft) 16%, transparent); }

form { display: grid; gap: .6rem; margin-top: 1.5rem; }
form .label { margin-bottom: -.35rem; }
select {
  width: 100%; min-height: 3rem; padding: .5rem 2.5rem .5rem .9rem; border: 1px solid var(--line); border-radius: 12px;
  font: inherit; color: var(--ink); background: var(--paper) no-repeat;
  background-image: linear-gradient(45deg, #0000 50%, var(--soft) 51%), linear-gradient(-45deg, #0000 50%, var(--soft) 51%);
  background-position: calc(100% - 1.4rem) 50%, calc(100% - 1rem) 50%; background-size: .42rem .42rem;
  appearance: none; cursor: pointer; text-overflow: ellipsis;
}
.button {
  display: block; width: 100%; min-height: 3.1rem; padding: .75rem 1rem; border: 1px solid transparent; border-radius: 12px;
  font: inherit; font-weight: 640; text-align: center; text-decoration: none; cursor: pointer;
  color: var(--paper); background: var(--accent); transition: filter .15s, transform .05s;
}
.button:hover { filter: brightness(1.08); }
.button:active { transform: translateY(1px); }
.button.quiet { color: var(--ink); background: none; border-color: var(--line); font-weight: 560; }
.button.quiet:hover { border-color: var(--soft); filter: none; }
a.button { margin-top: 1.6rem; }
:is(.button, select, a):focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }

dd code { font-size: .8125rem; }
.under, .news, .news + p, .elsewhere p > * { text-wrap: balance; }

.elsewhere {
  display: flex; align-items: center; gap: 1rem; margin-top: 1.6rem; padding-top: 1.4rem; border-top: 1px solid var(--line);
}
.elsewhere p { display: grid; gap: .15rem; font-size: .9375rem; }
.elsewhere strong { font-weight: 620; }
.code { flex: none; width: 7.25rem; padding: .6rem; border-radius: 12px; background: #fff; border: 1px solid var(--line); }
.code svg { display: block; width: 100%; height: auto; fill: #14181f; shape-rendering: crispEdges; }

.seal {
  display: grid; place-items: center; width: 3.25rem; height: 3.25rem; margin-bottom: 1rem; border-radius: 50%;
  background: var(--tone-soft); color: var(--tone);
}
.seal::before { content: ""; display: block; }
.green .seal::before {
  width: .75rem; height: 1.35rem; border: solid currentColor; border-width: 0 3px 3px 0; border-radius: 1px;
  transform: translateY(-.15rem) rotate(42deg);
}
.red .seal::before {
  width: 1.3rem; height: 1.3rem; transform: rotate(45deg);
  background: linear-gradient(currentColor 0 0) center / 100% 3px no-repeat, linear-gradient(currentColor 0 0) center / 3px 100% no-repeat;
}
.grey .seal::before { width: 1.2rem; height: 3px; border-radius: 2px; background: currentColor; }

.links { list-style: none; margin-top: 1rem; padding: 0; border-radius: 12px; background: var(--paper); border: 1px solid var(--line); overflow: hidden; }
.links li + li { border-top: 1px solid var(--line); }
.links a {
  display: grid; grid-template-columns: 5.5rem minmax(6rem, auto) 1fr auto; align-items: center; gap: .1rem 1.1rem;
  padding: .75rem 1.2rem; color: inherit; text-decoration: none;
}
.links a:hover { background: var(--accent-soft); }
.links small { color: var(--soft); font-size: .8125rem; text-align: right; }
.links b { font-variant-numeric: tabular-nums; font-weight: 640; }
.chip {
  justify-self: start; padding: .1rem .55rem; border-radius: 99px; font-size: .8125rem; font-weight: 560;
  background: var(--tone-soft); color: var(--tone);
}
.switches a { color: var(--accent); }
@media (max-width: 48rem) {
  .links a { grid-template-columns: auto 1fr; }
  .links b { text-align: right; }
  .links span:not(.chip), .links small { grid-column: 1 / -1; text-align: left; }
}
@media (prefers-reduced-motion: reduce) { .button { transition: none; } }
`;
