import { describe, expect, it } from 'vitest';
import type { CountedBy } from '../../src/access/limits.ts';
import { createSignInLimits } from '../../src/access/sign-in-limits.ts';
import { seeded } from '../support/seeded.ts';

const SEED = 97;

describe('a limit on guessing', () => {
  it('counts a name of plain letters as what it is with a mark and a space that mean nothing', async () => {
    const counted: CountedBy[] = [];
    const { begin } = createSignInLimits(
      {
        isNoted: async (_what, countedBy) => (counted.push(countedBy), false),
        take: async () => ({ giveBack: async () => undefined, use: () => undefined }),
        note: async () => undefined,
      },
      { windowMs: 1_000, maxPerUser: 1, maxPerSource: 1, maxInTotal: 1 },
    );
    const next = seeded(SEED);
    const name = () =>
      Array.from({ length: Math.floor(next() * 12) }, () => String.fromCharCode(33 + Math.floor(next() * 94))).join('');
    for (let round = 0; round < 500; round += 1) {
      const [agentId, userName] = [name(), name()];
      counted.length = 0;
      await begin({ agentId, userName, source: '' });
      await begin({ agentId: `${agentId}\u0301`, userName: `\u0301 ${userName}`, source: '' });
      expect(counted[0], `${agentId} ${userName}`).toEqual(counted[1]);
    }
  });
});
