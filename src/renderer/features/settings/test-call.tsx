import { Button, Field, makeStyles, ProgressBar, Text } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { chosenDevice } from '../../../shared/model/devices.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { devicesTexts as texts } from '../../locales/devices.ts';
import { useServices } from '../../state/services.tsx';
import { type DeviceKit, type Microphone, openFailure } from '../devices/index.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '8px' },
  progress: { width: '240px' },
});

const recordMs = 5000;
/** One look hears 43 ms at least, so nothing falls between two. */
const listenEveryMs = 40;
/** What a quiet room is below, on the meter's scale. */
const silence = 0.1;

type Phase = 'idle' | 'recording' | 'playing' | 'done' | 'silent';

const words: Record<Phase, string> = {
  idle: '',
  recording: texts.recording,
  playing: texts.playingBack,
  done: texts.testDone,
  silent: texts.testSilent,
};

/** Says back on the chosen speaker what the microphone heard for five seconds. It lives in memory alone. */
export function TestCall(props: { readonly kit: DeviceKit; readonly microphone: Microphone }) {
  const styles = useStyles();
  const { now, store } = useServices();
  const [phase, setPhase] = useState<Phase>('idle');
  const [failure, setFailure] = useState<Failure>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const { kit, microphone } = props;

  async function run(): Promise<void> {
    const stop = new AbortController();
    running.current = stop;
    setFailure(undefined);
    setPhase('recording');
    const loudest = listen(microphone, stop.signal);
    // Also when it fails: nobody else would end the listening.
    const sound = await microphone.record(recordMs, stop.signal).finally(loudest);
    if (!sound || loudest() < silence) return setPhase(sound ? 'silent' : 'idle');
    setPhase('playing');
    // As it is now: a headset may have been plugged in or pulled out in these five seconds.
    const sinkId = chosenDevice(store.get().devices, 'speaker')?.windowId;
    await kit.play(sound, sinkId, stop.signal);
    setPhase(stop.signal.aborted ? 'idle' : 'done');
  }

  const isRunning = phase === 'recording' || phase === 'playing';
  const start = () =>
    void run().catch((error: unknown) => {
      setPhase('idle');
      setFailure(openFailure(error, 'speaker', now()));
    });
  return (
    <section className={styles.root} aria-label={texts.testCall}>
      <Button onClick={isRunning ? () => running.current?.abort() : start}>
        {isRunning ? texts.stop : texts.startTestCall}
      </Button>
      <Text role="status">{words[phase]}</Text>
      {phase === 'idle' && <Text size={200}>{texts.testCallHint}</Text>}
      {isRunning && !wantsCalm() && (
        <Field className={styles.progress} validationState="none">
          <ProgressBar aria-label={words[phase]} />
        </Field>
      )}
      {failure && <FailureCard failure={failure} />}
    </section>
  );
}

/** A bar without a value does nothing but move, and Fluent's still fades to and fro where less motion is wanted: there the words say enough. */
function wantsCalm(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Follows how loud it is until it is asked or stopped; the returned function ends it and tells the loudest. */
function listen(microphone: Microphone, stop: AbortSignal): () => number {
  let loudest = 0;
  const timer = setInterval(() => {
    loudest = Math.max(loudest, microphone.level());
  }, listenEveryMs);
  const end = () => clearInterval(timer);
  stop.addEventListener('abort', end, { once: true });
  return () => {
    end();
    return loudest;
  };
}
