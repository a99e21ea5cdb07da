import { it } from 'vitest';
import { startLabClient } from '../fakes/lab-client.ts';
it('probe', async () => {
  const world = await startLabClient();
  await world.signIn('karen@contoso.com');
  await world.until((s) => s.calendar.state === 'ready' && s.missed.items.length > 0);
  const s = world.client.state.get();
  console.log(JSON.stringify({ l: s.provisioning.lines, v: s.voicemail, p: s.presence['sip:jeremy@contoso.com'], j: s.journey?.stages.map((x) => [x.name, x.state, x.endedMs, x.steps.map((y)=>[y.kind,y.atMs])]), ext: Object.fromEntries(s.connections.map((c)=>[c.purpose,c.host])), own: s.ownPresence }, null, 1));
  console.log(world.client.tracing.list(0,5000).entries.map((e)=> e.kind === 'sip' ? `sip ${e.direction} ${e.text.split('\r\n')[0]}` : JSON.stringify(e)).join('\n'));
  await world.stop();
});
