import { it, expect } from 'vitest';
import { fuzz } from './fuzz.ts';
import { fileTargets } from './targets-files.ts';
it('f', () => { const r = fuzz({ targets: fileTargets, count: 400000, seed: 44, boundMs: 50, now: () => performance.now() }); console.log(JSON.stringify(r.findings.slice(0,3), null, 1).slice(0,3000), r.count, r.slowestMs); }, 200000);
