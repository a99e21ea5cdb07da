import { describe, expect, it } from 'vitest';
import { createPulseAudio, readNodes } from './pulse-audio.ts';

describe('the list as pactl prints it', () => {
  const node = (more: object) =>
    JSON.stringify([{ name: 'alsa_output.pci', description: 'Built-in Audio', mute: false, ...more }]);

  it('[F5] [F6] gives name, label, loudest channel and mute', () => {
    const volume = { 'front-left': { value_percent: '40%' }, 'front-right': { value_percent: '55%' } };
    expect(readNodes(node({ volume }), 'speaker')).toEqual([
      { id: 'alsa_output.pci', kind: 'speaker', label: 'Built-in Audio', volumePercent: 55, muted: false },
    ]);
  });

  it('shows no more than 100 % and nothing below 0, and no volume where none is told', () => {
    const percent = (value_percent: string) => readNodes(node({ volume: { mono: { value_percent } } }), 'speaker');
    expect(percent('153%')?.[0]?.volumePercent).toBe(100);
    expect(percent('-3%')?.[0]?.volumePercent).toBe(0);
    expect(percent('loud')?.[0]).not.toHaveProperty('volumePercent');
    expect(readNodes(node({}), 'speaker')?.[0]).not.toHaveProperty('volumePercent');
  });

  it('[F6] takes no monitor of a speaker for a microphone', () => {
    expect(readNodes(node({ name: 'alsa_output.pci.monitor' }), 'microphone')).toEqual([]);
    expect(readNodes(node({ monitor_source: 'alsa_output.pci' }), 'microphone')).toEqual([]);
    expect(readNodes(node({ monitor_source: '' }), 'microphone')).toHaveLength(1);
    expect(readNodes(node({ monitor_source: 'alsa_output.pci.monitor' }), 'speaker')).toHaveLength(1);
  });

  it.each(['', 'not json', '{}', 'null', '7', '{"a":'])('is none from %j', (text) => {
    expect(readNodes(text, 'speaker')).toBeUndefined();
  });

  it('leaves out entries it cannot read, and no more than a hundred are read', () => {
    const entries = [{ name: 7 }, null, 'x', { name: 'good' }, { name: 'y'.repeat(1000) }];
    expect(readNodes(JSON.stringify(entries), 'speaker')?.map(({ id }) => id)).toEqual(['good']);
    const many = Array.from({ length: 500 }, (_, index) => ({ name: `sink${index}` }));
    expect(readNodes(JSON.stringify(many), 'speaker')).toHaveLength(100);
  });
});

describe('a system without PulseAudio', () => {
  const source = createPulseAudio({ PATH: '/nonexistent' });

  it('is no source, and does not mind being asked for more', async () => {
    expect(await source.list()).toBeUndefined();
    await source.setVolume('x', 10);
  });

  it('can be left in the moment it is watched, and nobody is hit', async () => {
    const hits: string[] = [];
    const onSignal = (signal: string) => hits.push(signal);
    process.on('SIGTERM', onSignal);
    for (let count = 0; count < 20; count += 1) source.watch(() => undefined)();
    // A signal sent to ourselves has come by the time another question is answered.
    await source.list();
    process.off('SIGTERM', onSignal);
    expect(hits).toEqual([]);
  });
});
