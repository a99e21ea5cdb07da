import { describe, expect, it } from 'vitest';
import { readDefaults, readNodes } from './pulse-nodes.ts';

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

  it('offers neither the place that sound goes to while nothing is there, nor a name that reads as an option', () => {
    expect(readNodes(node({ name: 'auto_null', description: 'Dummy Output' }), 'speaker')).toEqual([]);
    expect(readNodes(node({ name: '--help' }), 'speaker')).toEqual([]);
  });

  it('says what the device is, where the system does', () => {
    const form = (told: unknown) => readNodes(node({ properties: { 'device.form_factor': told } }), 'speaker')?.[0];
    expect(form('headset')?.formFactor).toBe('headset');
    expect(form('')).not.toHaveProperty('formFactor');
    expect(form(7)).not.toHaveProperty('formFactor');
  });

  it('leaves out entries it cannot read, and no more than a hundred are read', () => {
    const entries = [{ name: 7 }, null, 'x', { name: 'good' }, { name: 'y'.repeat(1000) }];
    expect(readNodes(JSON.stringify(entries), 'speaker')?.map(({ id }) => id)).toEqual(['good']);
    const many = Array.from({ length: 500 }, (_, index) => ({ name: `sink${index}` }));
    expect(readNodes(JSON.stringify(many), 'speaker')).toHaveLength(100);
  });
});

it('[F5] [F6] reads the defaults of the server, as far as it tells them', () => {
  const told = JSON.stringify({ default_sink_name: 'out', default_source_name: 'in' });
  expect(readDefaults(told)).toEqual({ speaker: 'out', microphone: 'in' });
  expect(readDefaults('{"default_sink_name":"out"}')).toEqual({ speaker: 'out' });
  for (const text of ['', '[]', '{"default_sink_name":7}']) expect(readDefaults(text)).toEqual({});
});
