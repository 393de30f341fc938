import { installExample } from '../install.ts';

installExample('company-graph');
// Only now there is something to import.
const { runDemo } = await import('./src/demo.ts');
process.exitCode = await runDemo(process.env);
