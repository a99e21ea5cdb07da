import { makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { Section } from '../../components/pane.tsx';
import { deviceSources, deviceStates, roleTitles, devicesTexts as texts } from '../../locales/devices.ts';
import { useServices, useSlice } from '../../state/services.tsx';
import { type PlayTone, playTone } from '../calls/index.ts';
import { browserKit, type DeviceKit, reportDevices } from '../devices/index.ts';
import { CameraPreview } from './camera-preview.tsx';
import { DeviceRoleChoice } from './device-role-choice.tsx';
import { MicrophoneCheck } from './microphone-check.tsx';
import { SettingParts } from './setting-field.tsx';
import { SpeakerCheck } from './speaker-check.tsx';

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground2 } });

/** Microphone, speaker, ringer and camera: which one, how loud, and how each of them does. Everything is let go when the page is left. */
export function DevicesSettings(props: { readonly kit?: DeviceKit; readonly playTone?: PlayTone }) {
  const styles = useStyles();
  const { kit = browserKit, playTone: play = playTone } = props;
  const devices = useSlice((snapshot) => snapshot.devices);
  const isListed = useWindowListing();
  if (devices.state === 'loading') return <Spinner size="small" label={deviceStates.loading} />;
  return (
    <>
      {devices.state === 'failed' && <Text role="status">{`${deviceStates.failed} ${devices.detail ?? ''}`}</Text>}
      <SettingParts setting="devicePreferences">
        <Section title={roleTitles.microphone}>
          <DeviceRoleChoice part="microphone" />
          {isListed && <MicrophoneCheck kit={kit} />}
        </Section>
        <Section title={roleTitles.speaker}>
          <DeviceRoleChoice part="speaker" />
          <SpeakerCheck part="speaker" play={play} />
        </Section>
        <Section title={roleTitles.ringer} hint={texts.ringerHint}>
          <DeviceRoleChoice part="ringer" />
          <SpeakerCheck part="ringer" play={play} />
        </Section>
        <Section title={roleTitles.camera}>
          <DeviceRoleChoice part="camera" />
          {isListed && <CameraPreview kit={kit} />}
        </Section>
      </SettingParts>
      {devices.source && (
        <Text size={200} className={styles.quiet}>
          {deviceSources[devices.source]}
        </Text>
      )}
    </>
  );
}

/** The window lists while the page is open; true as soon as main knows by what ids the window opens them. */
function useWindowListing(): boolean {
  const { client } = useServices();
  const [isListed, setListed] = useState(false);
  useEffect(
    () => reportDevices(client, navigator.mediaDevices, { often: true, onFirst: () => setListed(true) }),
    [client],
  );
  return isListed;
}
