import { Checkbox, Field } from '@fluentui/react-components';
import { chosenDevice } from '../../../shared/model/devices.ts';
import { meetingSoundTexts as texts } from '../../locales/meeting-sound.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';

/** Whether one is to be heard at once; kept for the next meeting. Without a microphone one listens, and joins the sound by hand. */
export function JoinWithSound() {
  const { client } = useServices();
  const run = useRun();
  const wishes = useSlice(({ settings }) => settings.joinWithSound);
  const microphone = useSlice(({ devices }) => chosenDevice(devices, 'microphone'));
  const isUnknown = useSlice(({ devices }) => devices.state === 'loading');
  const hint = microphone ? texts.microphone(microphone.label) : isUnknown ? undefined : texts.joinWithoutMicrophone;
  return (
    <Field {...(hint === undefined ? {} : { hint })}>
      <Checkbox
        label={texts.joinWithSound}
        checked={wishes && microphone !== undefined}
        disabled={microphone === undefined}
        onChange={(_, { checked }) => run(client.request('settings.change', { joinWithSound: checked === true }))}
      />
    </Field>
  );
}
