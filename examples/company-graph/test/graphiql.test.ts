import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInChromium } from '../../../test/support/browser.ts';
import { type CompanyGraph, startCompanyGraph } from './support/company-graph.ts';

describeInChromium('GraphiQL of the Hive gateway', (open) => {
  let graph: CompanyGraph;
  beforeAll(async () => {
    graph = await startCompanyGraph('@graphql-hive/gateway');
  });
  afterAll(() => graph?.stop());

  it('runs what the demo says to paste, one operation after another, from this machine alone', {
    timeout: 90_000,
  }, async () => {
    graph.orders.push({ id: '3', total: '120.10', agentId: '1001', payLinkReference: 'ORDER-3' });
    const { page, context, strangers, troubles } = await open();
    // Nine megabytes of scripts in one page.
    context.setDefaultTimeout(30_000);
    await page.goto(`${graph.url}/graphql`);
    await page.getByRole('region', { name: 'Operation Editor' }).locator('.monaco-editor').first().click();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.insertText(readFileSync('demo.graphql', 'utf8'));

    for (const [operation, readable] of [
      ['SignIn', '"LoginSuccess"'],
      ['MakeLink', '"order"'],
      ['Sold', '"AWAITING_PAYMENT"'],
    ] as const) {
      await page.getByRole('button', { name: /^Execute query/ }).click();
      await page.getByRole('menuitem', { name: operation }).click();
      await page.getByRole('region', { name: 'Result Window' }).getByText(readable, { exact: true }).waitFor();
    }
    expect(strangers).toEqual([]);
    expect(troubles).toEqual([]);
    await context.close();
  });
});
