import { Field, makeStyles, Slider, Switch, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Device } from '../../../shared/model/devices.ts';
import { roleTitles, devicesTexts as texts } from '../../locales/devices.ts';
import { useRun, useServices } from '../../state/services.tsx';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  slider: { maxWidth: '320px' },
});

/** How loud a device is, as far as the system tells: unknown stays unknown. */
export function DeviceVolume(props: { readonly device: Device }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const { device } = props;
  const name = device.label || roleTitles[device.kind];
  return (
    <>
      {device.volumePercent === undefined ? (
        <Text size={200} className={styles.quiet}>
          {texts.volumeUnknown}
        </Text>
      ) : (
        <VolumeSlider device={device} percent={device.volumePercent} name={name} />
      )}
      {device.muted !== undefined && (
        <Switch
          label={texts.mute(name)}
          checked={device.muted}
          onChange={(_, { checked }) => run(client.request('devices.setMuted', { id: device.id, isMuted: checked }))}
        />
      )}
    </>
  );
}

/** The slider follows the hand at once and the system's own value otherwise. */
function VolumeSlider(props: { readonly device: Device; readonly percent: number; readonly name: string }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const [held, setHeld] = useState<number>();
  const { device } = props;
  const told = Math.min(100, Math.round(props.percent));
  const shown = held ?? told;
  // It has followed: what it tells next is somebody else's doing, such as the keys for it, though the slider has the focus still.
  if (held === told) setHeld(undefined);
  return (
    <Field
      className={styles.slider}
      hint={device.muted ? texts.muted : texts.volumeOf(shown)}
      label={texts.volume(props.name)}
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
