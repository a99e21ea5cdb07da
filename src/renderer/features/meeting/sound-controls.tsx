import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CallEnd20Regular } from '@fluentui/react-icons/svg/call-end';
import { LockOpen16Regular } from '@fluentui/react-icons/svg/lock-open';
import { MicOff16Regular } from '@fluentui/react-icons/svg/mic-off';
import type { ReactNode } from 'react';
import type { Call } from '../../../shared/model/call.ts';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { callTexts, encryptionWords } from '../../locales/calls.ts';
import { meetingSoundTexts as texts } from '../../locales/meeting-sound.ts';
import { useRun, useServices } from '../../state/services.tsx';
import { MuteControl, PictureControls, QualityDetails, TroubleLine } from '../calls/index.ts';
import { DevicePicker } from '../devices/index.ts';
import { isPresenter } from './may-run.ts';

const useStyles = makeStyles({
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  devices: { display: 'flex', minWidth: 0, flexGrow: 1, flexBasis: '160px' },
  sign: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  danger: { display: 'flex', flexShrink: 0, color: tokens.colorStatusDangerForeground3 },
});

/** Everything one does in the sound: mute, camera, screen, devices, out of it. */
export function SoundControls(props: { readonly meeting: MeetingState; readonly call: Call }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const { meeting, call } = props;
  const { id } = call;
  const isHeld = call.hold === 'ours' || call.hold === 'both';
  return (
    <>
      {call.trouble && <TroubleLine failure={call.trouble} />}
      <Signs meeting={meeting} call={call} />
      <div className={styles.line}>
        {isHeld ? (
          <Button appearance="primary" onClick={() => run(client.request('call.hold', { id, isHeld: false }))}>
            {texts.resume}
          </Button>
        ) : (
          <>
            <MuteControl call={call} refusal={mayUnmute(meeting, call) ? undefined : texts.mayNotUnmute} />
            <PictureControls call={call} refusals={pictureRefusals(meeting)} />
          </>
        )}
        <Button icon={<CallEnd20Regular />} onClick={() => run(client.request('call.hangUp', { id }))}>
          {texts.leave}
        </Button>
        <div className={styles.devices}>
          <DevicePicker />
        </div>
      </div>
      <QualityDetails call={call} />
    </>
  );
}

/** What one must know at a glance: muted by somebody else, held, open to whoever listens on the way. */
function Signs(props: { readonly meeting: MeetingState; readonly call: Call }) {
  const { meeting, call } = props;
  if (call.hold === 'ours' || call.hold === 'both') return <Text size={200}>{texts.held}</Text>;
  const canUnmute = mayUnmute(meeting, call);
  return (
    <>
      {call.isMutedByMeeting && (
        <Sign icon={<MicOff16Regular aria-hidden />}>
          {canUnmute ? texts.mutedByOthers : `${texts.mutedByOthers}. ${texts.mayNotUnmute}`}
        </Sign>
      )}
      {call.encryption === 'none' && <Sign icon={<LockOpen16Regular aria-hidden />}>{encryptionWords(call)}</Sign>}
    </>
  );
}

function Sign(props: { readonly icon: ReactNode; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <Text size={200} weight="semibold" className={styles.sign}>
      <span className={styles.danger}>{props.icon}</span>
      {props.children}
    </Text>
  );
}

/** Muted by a presenter, an attendee may be kept so. */
function mayUnmute(meeting: MeetingState, { isMutedByMeeting }: Call): boolean {
  return !isMutedByMeeting || isPresenter(meeting) || meeting.permissions?.attendeesMayUnmute !== false;
}

/** By the rules of meetings: none for a guest. */
function pictureRefusals({ parts }: MeetingState): { readonly camera?: string; readonly screen?: string } {
  const isForbidden = (of: 'video' | 'sharing') =>
    parts.some(({ modality, lacks }) => modality === of && lacks.includes('policy'));
  return {
    ...(isForbidden('video') ? { camera: texts.videoForbidden } : {}),
    ...(isForbidden('sharing') ? { screen: callTexts.noScreen } : {}),
  };
}
