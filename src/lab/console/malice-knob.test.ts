/** Lines that make somebody mean harm, for every kind there is. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Lab } from '../api.ts';
import { dnsMalice, mediaMalice, serverMalice } from '../faults/malice.ts';
import { startLab } from '../start-lab.ts';
import { turnKnob } from './knobs.ts';

const edge = 'sip.contoso.com';
let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ ports: 'free' });
});
afterEach(() => {
  lab.setFaults(edge, {});
  lab.calls.setMediaFaults({});
});
afterAll(() => lab.stop());

const say = (line: string) => turnKnob(lab, line).text;

describe('a line', () => {
  it.each(serverMalice)('makes a server play %s', (malice) => {
    say(`fault ${edge} malice ${malice}`);
    expect(lab.faults(edge)).toEqual({ malice });
  });

  it.each(dnsMalice)('makes DNS play %s', (how) => {
    say(`dns ${edge} A malice ${how}`);
    expect(lab.dns.behaviour(edge, 'A')).toEqual({ kind: 'malice', how });
    say(`dns ${edge} A records`);
  });

  it.each(mediaMalice)('makes the people of the lab play %s', (malice) => {
    expect(say(`media malice ${malice}`)).toBe(`Packets suffer: malice ${malice}.`);
    say(`media of echo@contoso.com malice ${malice} loss 5`);
    expect(lab.calls.mediaFaults()).toEqual({ '': { malice }, 'echo@contoso.com': { malice, lossPercent: 5 } });
    expect(say(`mixer contoso.com malice ${malice}`)).toContain(`malice ${malice}`);
    say('mixer contoso.com none');
  });

  it.each([
    `fault ${edge} malice kindness`,
    `fault ${edge} malice`,
    'media malice hijack',
    'mixer contoso.com malice',
    `dns ${edge} A malice`,
  ])('%s is told what there is', (line) => {
    expect(say(line)).toMatch(/Say one of .*\nUsage: /s);
    expect([lab.faults(edge), lab.calls.mediaFaults()]).toEqual([{}, {}]);
  });
});

describe('a step of a timeline', () => {
  it.each(serverMalice)('makes a server play %s, beside its other faults, and heals', (plays) => {
    const fault = { layer: 'malice', server: edge, plays } as const;
    lab.setFaults(edge, { answerLatencyMs: 5 });
    lab.timeline.start([{ fault }]);
    expect(lab.faults(edge)).toEqual({ answerLatencyMs: 5, malice: plays });
    lab.timeline.stop();
    expect(lab.faults(edge)).toEqual({ answerLatencyMs: 5 });
  });

  it('makes DNS and far ends mean harm', () => {
    lab.timeline.start([
      { fault: { layer: 'media', malice: 'rtp-flood' } },
      { fault: { layer: 'dns', name: edge, type: 'A', answer: { kind: 'malice', how: 'cut' } } },
    ]);
    expect(lab.calls.mediaFaults()).toEqual({ '': { malice: 'rtp-flood' } });
    expect(lab.dns.behaviour(edge, 'A')).toEqual({ kind: 'malice', how: 'cut' });
    lab.timeline.stop();
    expect([lab.calls.mediaFaults(), lab.dns.behaviour(edge, 'A')]).toEqual([{}, { kind: 'records' }]);
  });

  it('of no kind is refused before anything is done', () => {
    expect(() => lab.timeline.start([{ fault: { layer: 'malice', server: edge, plays: 'kindness' } }])).toThrow(
      'plays',
    );
  });
});
