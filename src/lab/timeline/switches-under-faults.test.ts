import { describe, expect, it } from 'vitest';
import { startLab } from '../start-lab.ts';

describe('switches first set while a fault stands', () => {
  const server = 'sip.contoso.com';
  const name = '_sipfederationtls._tcp.contoso.com';

  it.each([
    ['the timeline stops first', ['timeline', 'switches']],
    ['the switches go back first', ['switches', 'timeline']],
  ])('go back to what stood below it: %s', async (_words, order) => {
    const lab = await startLab({ ports: 'free' });
    try {
      lab.timeline.start([
        { fault: { layer: 'tls', server, certificate: 'expired', newestTls: 'TLSv1' } },
        { fault: { layer: 'tcp', server, does: 'be-silent' } },
        { fault: { layer: 'dns', name, type: 'SRV', answer: { kind: 'silence' } } },
      ]);
      lab.switches.set('certificate', server, 'sha1');
      lab.switches.set('federation-record', 'contoso.com', false);
      expect(lab.faults(server)).toEqual({ certificate: 'sha1', newestTls: 'TLSv1', silent: 'tcp' });
      for (const part of order) {
        if (part === 'timeline') lab.timeline.stop();
        else lab.switches.reset();
      }
      expect([lab.faults(server), lab.dns.behaviour(name, 'SRV')]).toEqual([{}, { kind: 'records' }]);
    } finally {
      await lab.stop();
    }
  });
});
