import { Button, Text } from '@fluentui/react-components';
import { useCallback } from 'react';
import { chosenDevice } from '../../../shared/model/devices.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { devicesTexts as texts } from '../../locales/devices.ts';
import { useServices, useSlice } from '../../state/services.tsx';
import { type DeviceKit, type Microphone, openFailure } from '../devices/index.ts';
import { LevelMeter } from './level-meter.tsx';
import { TestCall } from './test-call.tsx';
import { useOpened } from './use-opened.ts';

const close = (microphone: Microphone) => microphone.close();

/** The chosen microphone, heard live: how loud it is, and how one sounds. Nothing where there is no microphone. */
export function MicrophoneCheck(props: { readonly kit: DeviceKit }) {
  const device = useSlice((snapshot) => chosenDevice(snapshot.devices, 'microphone'));
  return device ? <OpenMicrophone kit={props.kit} windowId={device.windowId} /> : null;
}

function OpenMicrophone(props: { readonly kit: DeviceKit; readonly windowId: string | undefined }) {
  const { now } = useServices();
  const { kit, windowId } = props;
  const open = useCallback(() => kit.openMicrophone(windowId), [kit, windowId]);
  const explain = useCallback((error: unknown) => openFailure(error, 'microphone', now()), [now]);
  const [opened, again] = useOpened({ open, close, explain });
  if (opened.state === 'opening') return <Text>{texts.listening}</Text>;
  if (opened.state === 'failed') {
    return <FailureCard failure={opened.failure} actions={<Button onClick={again}>{texts.tryAgain}</Button>} />;
  }
  return (
    <>
      <LevelMeter level={opened.it.level} />
      <TestCall kit={kit} microphone={opened.it} />
    </>
  );
}
