import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Video20Regular } from '@fluentui/react-icons/svg/video';
import { useCallback, useState } from 'react';
import { chosenDevice } from '../../../shared/model/devices.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { devicesTexts as texts } from '../../locales/devices.ts';
import { useServices, useSlice } from '../../state/services.tsx';
import { type DeviceKit, openFailure } from '../devices/index.ts';
import { useOpened } from './use-opened.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalS },
  picture: {
    width: '100%',
    maxWidth: '480px',
    aspectRatio: '16 / 9',
    objectFit: 'cover',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground6,
    // As in a mirror: people look for themselves where a mirror would show them.
    transform: 'scaleX(-1)',
  },
});

const close = (stream: MediaStream) => {
  for (const track of stream.getTracks()) track.stop();
};

/** The chosen camera's picture, when it is asked for: a camera's light never comes on by itself. Nothing where there is no camera. */
export function CameraPreview(props: { readonly kit: DeviceKit }) {
  const styles = useStyles();
  const device = useSlice((snapshot) => chosenDevice(snapshot.devices, 'camera'));
  const [isShown, setShown] = useState(false);
  // One that comes back is another wish.
  if (!device && isShown) setShown(false);
  if (!device) return null;
  return (
    <div className={styles.root}>
      <Button icon={<Video20Regular />} onClick={() => setShown(!isShown)}>
        {isShown ? texts.stopPreview : texts.preview}
      </Button>
      {isShown && <Picture kit={props.kit} windowId={device.windowId} />}
    </div>
  );
}

function Picture(props: { readonly kit: DeviceKit; readonly windowId: string | undefined }) {
  const styles = useStyles();
  const { now } = useServices();
  const { kit, windowId } = props;
  const open = useCallback(() => kit.openCamera(windowId), [kit, windowId]);
  const explain = useCallback((error: unknown) => openFailure(error, 'camera', now()), [now]);
  const [opened, again] = useOpened({ open, close, explain });
  if (opened.state === 'opening') return <Text role="status">{texts.opening}</Text>;
  if (opened.state === 'failed') {
    return <FailureCard failure={opened.failure} actions={<Button onClick={again}>{texts.tryAgain}</Button>} />;
  }
  const { it: stream } = opened;
  return (
    <video
      className={styles.picture}
      ref={(video) => {
        if (video) video.srcObject = stream;
      }}
      aria-label={texts.picture}
      autoPlay
      muted
      playsInline
    />
  );
}
