import { it } from 'vitest';
import { fuzz } from './fuzz.ts';
import { peopleTargets } from './targets-people.ts';
import { meetingTargets } from './targets-meeting.ts';
it('x', () => {
const t=performance.now();
for (const seed of [1,77]) { const r = fuzz({targets:[...peopleTargets,...meetingTargets],count:100000,seed,boundMs:100,now:()=>performance.now()}); console.log(JSON.stringify(r).slice(0,3000), (performance.now()-t)/1000); }

});
