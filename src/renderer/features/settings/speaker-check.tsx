import { Button } from '@fluentui/react-components';
import { Speaker220Regular } from '@fluentui/react-icons/svg/speaker';
import { useEffect, useRef } from 'react';
import { chosenDevice } from '../../../shared/model/devices.ts';
import { devicesTexts as texts } from '../../locales/devices.ts';
import { useSlice } from '../../state/services.tsx';
import { type PlayTone, type Tone, tones } from '../calls/index.ts';

/** Three notes up the chord: heard for what they are also where the first is lost while a device wakes up. */
const testTone: Tone = {
  steps: [523, 659, 784].map((hertz) => ({ frequencies: [hertz], ms: 350 })),
  times: 1,
  level: 0.3,
};
const oneRing: Tone = { ...tones.ring, times: 1 };

/** Plays on the chosen speaker what is heard there: a few notes, or the ring. Leaving the page ends it. */
export function SpeakerCheck(props: { readonly part: 'speaker' | 'ringer'; readonly play: PlayTone }) {
  const device = useSlice((snapshot) => chosenDevice(snapshot.devices, props.part));
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);
  if (!device) return null;
  const isRinger = props.part === 'ringer';
  return (
    <div>
      <Button
        icon={<Speaker220Regular />}
        onClick={() => {
          stop.current?.();
          stop.current = props.play(isRinger ? oneRing : testTone, device.windowId);
        }}
      >
        {isRinger ? texts.testRing : texts.testTone}
      </Button>
    </div>
  );
}
