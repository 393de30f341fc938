/**
 * Does something at the end of each turn of the event loop with all that came up in it, which must not throw. What is alike
 * and done together costs less: the code for it is at hand, and whoever waits at the other end of several connections, a
 * proxy beside us for one, is woken once. A turn is over when there is nothing left to read, so nobody waits for nothing.
 */
export function atEndOfTurn<Item>(act: (item: Item) => void): (item: Item) => void {
  let waiting: Item[] = [];
  const end = () => {
    const items = waiting;
    waiting = [];
    for (const item of items) act(item);
  };
  return (item) => {
    if (waiting.push(item) === 1) setImmediate(end);
  };
}
