/**
 * What is alike and done together costs less: the code for it is at hand, and whoever waits at the other end of several
 * connections, a proxy beside us for one, is woken once. Nobody waits for nothing: what is put together came up anyway
 * before the time has come. `act` must not throw.
 */
function together<Item>(act: (item: Item) => void, when: (end: () => void) => void): (item: Item) => void {
  let waiting: Item[] = [];
  const end = () => {
    const items = waiting;
    waiting = [];
    for (const item of items) act(item);
  };
  return (item) => {
    if (waiting.push(item) === 1) when(end);
  };
}

/** At the end of this turn of the event loop, when there is nothing left to read. */
export function atEndOfTurn<Item>(act: (item: Item) => void): (item: Item) => void {
  return together(act, setImmediate);
}

/** When what is being done now has come to its end, with all promises it fulfils, and before anything else is read. */
export function whenDone<Item>(act: (item: Item) => void): (item: Item) => void {
  return together(act, process.nextTick);
}
