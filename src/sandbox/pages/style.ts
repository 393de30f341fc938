/** The look of every page: a paper slip on a desk. No web fonts, no pictures: nothing is loaded from anywhere. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --desk: #ece8df; --paper: #fffdf9; --ink: #1b2230; --soft: #5d6472; --line: #d9d2c4;
  --accent: #0c6a5c; --accent-soft: #e2efe9; --shadow: rgb(60 48 24 / .16);
  --band: #f4e3ae; --band-stripe: #efdb9c; --band-ink: #54420c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --desk: #10141b; --paper: #1a202a; --ink: #eef0f3; --soft: #9fa8b6; --line: #333c4a;
    --accent: #6fd0bb; --accent-soft: #1d3634; --shadow: rgb(0 0 0 / .5);
    --band: #3b3114; --band-stripe: #352b10; --band-ink: #f0dc9f;
  }
}
* { box-sizing: border-box; margin: 0; }
body {
  min-height: 100vh; min-height: 100dvh; display: flex; flex-direction: column;
  background: var(--desk); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
  overflow-wrap: anywhere; -webkit-text-size-adjust: 100%;
}
.band {
  padding: .55rem 1rem; text-align: center; font-size: .875rem; color: var(--band-ink);
  background: repeating-linear-gradient(-45deg, var(--band) 0 12px, var(--band-stripe) 12px 24px);
}
.band strong { margin-right: .35em; letter-spacing: .08em; text-transform: uppercase; font-size: .8em; }
main { width: 100%; max-width: 27rem; margin: auto; padding: 1.5rem 1rem 2rem; }
main.wide { max-width: 64rem; margin-top: 0; }

.slip { --bite: 10px; filter: drop-shadow(0 1px 1px var(--shadow)) drop-shadow(0 14px 28px var(--shadow)); }
.slip > * { background: var(--paper); padding: 1.75rem clamp(1.25rem, 6vw, 2rem); }
.slip > :first-child { border-radius: 18px 18px 0 0; }
.slip > :last-child { border-radius: 0 0 18px 18px; }
.slip > :only-child { border-radius: 18px; }
.slip > :first-child:not(:only-child) {
  mask: radial-gradient(circle var(--bite) at 0 100%, #0000 98%, #000) 0 0 / 51% 100% no-repeat,
        radial-gradient(circle var(--bite) at 100% 100%, #0000 98%, #000) 100% 0 / 51% 100% no-repeat;
}
.slip > :last-child:not(:only-child) {
  position: relative; margin-top: -1px;
  mask: radial-gradient(circle var(--bite) at 0 0, #0000 98%, #000) 0 0 / 51% 100% no-repeat,
        radial-gradient(circle var(--bite) at 100% 0, #0000 98%, #000) 100% 0 / 51% 100% no-repeat;
}
.slip > :last-child:not(:only-child)::before {
  content: ""; position: absolute; top: 0; left: calc(var(--bite) + 8px); right: calc(var(--bite) + 8px);
  border-top: 2px dashed var(--line);
}

.payee { display: flex; align-items: center; gap: .85rem; }
.monogram {
  flex: none; width: 2.75rem; height: 2.75rem; border-radius: 50%; display: grid; place-items: center;
  background: var(--accent-soft); color: var(--accent); font-weight: 650; font-size: 1.15rem;
}
.label { color: var(--soft); font-size: .8125rem; line-height: 1.35; }
h1 { font-size: 1.0625rem; line-height: 1.3; font-weight: 650; }
.amount {
  margin: 1.6rem 0 0; font-size: clamp(2.75rem, 15vw, 4rem); line-height: 1.05; font-weight: 680;
  letter-spacing: -.035em; font-variant-numeric: lining-nums tabular-nums;
}
.amount.long { font-size: clamp(1.85rem, 8.6vw, 2.35rem); }
.amount.longer { font-size: clamp(1.35rem, 6.4vw, 1.75rem); }
.amount.longest { font-size: 1.2rem; letter-spacing: -.01em; line-height: 1.25; }
.amount small { font-size: .55em; font-weight: 600; color: var(--soft); letter-spacing: -.01em; }
.extra { margin-top: .4rem; color: var(--soft); font-size: .875rem; }
.facts { display: grid; gap: .9rem; margin-top: 1.6rem; }
.facts.flush { margin-top: 0; }
.facts dd { margin: .1rem 0 0; white-space: pre-line; }

.left { display: flex; gap: 1.25rem; margin-top: .35rem; font-variant-numeric: lining-nums tabular-nums; }
.left span { display: flex; align-items: baseline; gap: .3rem; color: var(--soft); font-size: .875rem; }
.left b { color: var(--ink); font-size: 1.5rem; line-height: 1.2; font-weight: 620; letter-spacing: -.02em; }
progress {
  appearance: none; display: block; width: 100%; height: 4px; margin: .8rem 0 .7rem; border: 0; border-radius: 2px;
  overflow: hidden; background: var(--line); color: var(--accent);
}
progress::-webkit-progress-bar { background: var(--line); }
progress::-webkit-progress-value { background: var(--accent); }
progress::-moz-progress-bar { background: var(--accent); }
.under { margin-top: 1.1rem; padding: 0 .5rem; text-align: center; color: var(--soft); font-size: .8125rem; }
.news { font-size: 1.5rem; line-height: 1.25; font-weight: 660; letter-spacing: -.015em; }
.news + p { margin-top: .6rem; color: var(--soft); }

.wide h1 { font-size: clamp(1.6rem, 5vw, 2.1rem); letter-spacing: -.025em; }
.wide h2 { margin: 2.4rem 0 .3rem; font-size: 1.2rem; letter-spacing: -.01em; }
.wide > p { max-width: 44rem; margin-top: .6rem; color: var(--soft); }
code { font: .875em/1.4 ui-monospace, "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace; color: var(--ink); }
.people { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17.5rem), 1fr)); gap: .9rem; margin-top: 1rem; }
.people > article { padding: 1.1rem 1.2rem; border-radius: 12px; background: var(--paper); border: 1px solid var(--line); }
.people h3 { font-size: 1rem; }
.people p { margin-top: .15rem; color: var(--soft); font-size: .875rem; }
.people dl { display: grid; grid-template-columns: auto 1fr; gap: .15rem .9rem; margin-top: .8rem; font-size: .875rem; }
.people dt { color: var(--soft); }
.switches { margin-top: 1rem; border-radius: 12px; background: var(--paper); border: 1px solid var(--line); }
.switches > div { display: grid; grid-template-columns: minmax(0, 15rem) 1fr; gap: .1rem 1.25rem; padding: .7rem 1.2rem; }
.switches > div + div { border-top: 1px solid var(--line); }
.switches dt code { color: var(--accent); }
.switches dd { color: var(--soft); font-size: .9375rem; }
@media (max-width: 40rem) { .switches > div { grid-template-columns: 1fr; } }
`;
