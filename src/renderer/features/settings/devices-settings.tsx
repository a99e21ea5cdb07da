import { Field, makeStyles, Select, Slider, Spinner, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Device, DeviceKind } from '../../../shared/model/devices.ts';
import { Section } from '../../components/pane.tsx';
import {
  deviceSources,
  deviceStates,
  deviceTitles,
  noDeviceWords,
  settingsTexts as texts,
} from '../../locales/en/settings.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  slider: { maxWidth: '320px' },
  select: { maxWidth: '480px' },
});

const order: readonly DeviceKind[] = ['speaker', 'microphone', 'camera'];

/** Speaker, microphone and camera: which one, and how loud where the system tells. */
export function DevicesSettings() {
  const styles = useStyles();
  const devices = useSlice((snapshot) => snapshot.devices);
  if (devices.state === 'loading') return <Spinner size="small" label={deviceStates.loading} />;
  return (
    <>
      {devices.state === 'failed' && <Text role="status">{`${deviceStates.failed} ${devices.detail ?? ''}`}</Text>}
      {order.map((kind) => (
        <Section key={kind} title={deviceTitles[kind]}>
          <OneKind kind={kind} />
        </Section>
      ))}
      {devices.source && (
        <Text size={200} className={styles.quiet}>
          {deviceSources[devices.source]}
        </Text>
      )}
    </>
  );
}

function OneKind(props: { readonly kind: DeviceKind }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const devices = useSlice((snapshot) => snapshot.devices);
  const { kind } = props;
  const ofKind = devices.devices.filter((device) => device.kind === kind);
  const chosen = ofKind.find((device) => device.id === devices.chosen[kind]);
  if (ofKind.length === 0) return <Text className={styles.quiet}>{noDeviceWords[kind]}</Text>;
  return (
    <>
      <Select
        className={styles.select}
        aria-label={deviceTitles[kind]}
        value={chosen?.id ?? ''}
        onChange={(_, data) => run(client.request('devices.choose', { kind, id: data.value }))}
      >
        {!chosen && (
          <option value="" disabled>
            {texts.notChosen}
          </option>
        )}
        {ofKind.map((device) => (
          <option key={device.id} value={device.id}>
            {device.label || deviceTitles[kind]}
          </option>
        ))}
      </Select>
      {chosen?.volumePercent !== undefined && <Volume key={chosen.id} device={chosen} percent={chosen.volumePercent} />}
    </>
  );
}

/** The slider follows the hand at once and the system's own value otherwise. */
function Volume(props: { readonly device: Device; readonly percent: number }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const [held, setHeld] = useState<number>();
  const { device } = props;
  const shown = held ?? Math.min(100, Math.round(props.percent));
  return (
    <Field
      className={styles.slider}
      hint={device.muted ? texts.muted : texts.volumeOf(shown)}
      label={texts.volume(device.label || deviceTitles[device.kind])}
    >
      <Slider
        min={0}
        max={100}
        value={shown}
        onChange={(_, data) => {
          setHeld(data.value);
          run(client.request('devices.setVolume', { id: device.id, percent: data.value }));
        }}
        onBlur={() => setHeld(undefined)}
      />
    </Field>
  );
}
