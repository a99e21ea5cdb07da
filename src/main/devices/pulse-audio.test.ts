import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../test/fakes/fake-clock.ts';
import { createPulseAudio } from './pulse-audio.ts';

describe('a system without PulseAudio', () => {
  const source = createPulseAudio(createFakeClock(), { PATH: '/nonexistent' });

  it('is no source, and does not mind being asked for more', async () => {
    expect(await source.list()).toBeUndefined();
    await source.setVolume?.({ id: 'x', kind: 'speaker', label: 'x' }, 10);
    await source.setMuted?.({ id: 'x', kind: 'microphone', label: 'x' }, true);
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

describe('a sound server that goes away', () => {
  let folder: string;
  let clock: FakeClock;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-pactl-'));
    clock = createFakeClock();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A pactl that says this for every question. */
  function pactl(script: string): void {
    writeFileSync(join(folder, 'pactl'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, 'pactl'), 0o700);
  }
  const speaker = `echo '[{"name":"headset"}]'`;

  it('is believed to come back for a while, and looked at again when that is over', async () => {
    const source = createPulseAudio(clock, { PATH: folder });
    let told = 0;
    const heard = new Promise<void>((resolve) => {
      pactl('exit 1');
      const stop = source.watch(() => {
        told += 1;
        stop();
        resolve();
      });
    });
    pactl(speaker);
    const list = await source.list();
    expect(list?.devices.map(({ id }) => id)).toEqual(['headset', 'headset']);
    pactl('exit 1');
    expect(await source.list()).toEqual(list);
    await clock.advance(9_999);
    expect(await source.list()).toEqual(list);
    await clock.advance(1);
    await heard;
    expect(await source.list()).toBeUndefined();
    expect(told).toBe(1);
  });

  it('is asked for its events in English, whatever the language of the desktop', async () => {
    pactl(`echo "[{\\"name\\":\\"$LC_ALL$LANGUAGE\\"}]"`);
    const source = createPulseAudio(clock, { PATH: folder, LC_ALL: 'de_DE.UTF-8', LANGUAGE: 'de' });
    expect((await source.list())?.devices[0]?.id).toBe('C.UTF-8');
  });
});
