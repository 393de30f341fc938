import { readFileSync } from 'node:fs';
import { compare, declaration } from './contract.ts';

/** Fails where the present schema breaks what was released and the changelog does not declare it. */
const { surprises, breaches } = await compare({
  released: readFileSync('schema/released.graphql', 'utf8'),
  present: readFileSync('schema/paynet.graphql', 'utf8'),
  changelog: readFileSync('CHANGELOG.md', 'utf8'),
});
const undeclared = breaches.filter(({ isDeclared }) => !isDeclared);

for (const message of surprises) console.log(`may surprise somebody: ${message}`);
for (const { coordinate, message, isDeclared } of breaches) {
  console.log(`${isDeclared ? 'declared' : 'NOT DECLARED'}: ${coordinate}: ${message}`);
}
if (undeclared.length === 0) console.log('The contract of the last release holds.');
else {
  console.error(
    'This breaks what was released. Add instead, and deprecate; or declare it in CHANGELOG.md, under Unreleased:',
  );
  for (const coordinate of new Set(undeclared.map((each) => each.coordinate))) {
    console.error(`${declaration(coordinate)} …`);
  }
  process.exitCode = 1;
}
