import { expect, it } from 'vitest';
import { openWebBench } from '../web/test-web-client.ts';

it('the page behind a made meeting’s link names its focus and its key, until it has expired', async () => {
  const bench = await openWebBench();
  try {
    const { core } = bench.ground;
    const [plan] = core.topology.companies.find(({ domain }) => domain === 'contoso.com')?.meetings ?? [];
    if (!plan) throw new Error('no meeting');
    const ask = () =>
      bench.ask({
        host: 'meet.contoso.com',
        path: '/karen/PLANNED7',
        headers: { Accept: 'application/vnd.microsoft.lync.meeting+xml' },
      });
    expect((await ask()).status).toBe(404);
    const made = { ...plan, id: 'PLANNED7', organizer: 'karen@contoso.com', key: 'MADEKEY7' };
    core.madeMeetings.set('karen@contoso.com|PLANNED7', made);
    const { status, body } = await ask();
    expect([status, body.includes('karen@contoso.com;gruu;opaque=app:conf:focus:id:PLANNED7')]).toEqual([200, true]);
    expect(body).toContain('<conf-key>MADEKEY7</conf-key>');
    core.madeMeetings.set('karen@contoso.com|PLANNED7', { ...made, expiresAt: core.clock.wall() - 1 });
    expect((await ask()).status).toBe(404);
  } finally {
    await bench.close();
  }
});
