import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { Headset20Regular } from '@fluentui/react-icons/svg/headset';
import { type Call, isLive } from '../../../shared/model/call.ts';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { soundEndWords, meetingSoundTexts as texts } from '../../locales/meeting-sound.ts';
import { useRun, useServices } from '../../state/services.tsx';
import { TroubleLine } from '../calls/index.ts';
import { SoundControls } from './sound-controls.tsx';
import { useSound } from './use-sound.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    flexShrink: 0,
    // Unfolded figures scroll here, and leave the meeting its place.
    maxHeight: '45vh',
    overflowY: 'auto',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalS,
  },
  words: { color: tokens.colorNeutralForeground2, flexGrow: 1, flexBasis: '200px', minWidth: 0 },
});

/** The sound of the meeting: one button to join it, or everything one does in it. */
export function SoundBar(props: { readonly meeting: MeetingState }) {
  const styles = useStyles();
  const { meeting } = props;
  const call = useSound(meeting.id);
  return (
    <section className={styles.bar} aria-label={texts.bar}>
      {call?.end?.failure && <TroubleLine failure={call.end.failure} />}
      {call && isLive(call) ? (
        <InSound meeting={meeting} call={call} />
      ) : (
        <WithoutSound meeting={meeting} call={call} />
      )}
    </section>
  );
}

function InSound(props: { readonly meeting: MeetingState; readonly call: Call }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const { call } = props;
  if (call.state === 'active') return <SoundControls meeting={props.meeting} call={call} />;
  return (
    <div className={styles.line}>
      <Spinner size="tiny" label={texts.joining} />
      <Button onClick={() => run(client.request('call.hangUp', { id: call.id }))}>{texts.stop}</Button>
    </div>
  );
}

/** Never in it, or not any more. */
function WithoutSound(props: { readonly meeting: MeetingState; readonly call: Call | undefined }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const { meeting, call } = props;
  const refusal = whyNoSound(meeting);
  const ended = call && soundEndWords(call);
  return (
    <div className={styles.line}>
      {!call?.end?.failure && <Text className={styles.words}>{refusal ?? ended ?? texts.without}</Text>}
      {!refusal && (
        <Button
          appearance="primary"
          icon={<Headset20Regular />}
          onClick={() => run(client.request('meeting.joinSound', {}))}
        >
          {call ? texts.joinAgain : texts.join}
        </Button>
      )}
    </div>
  );
}

/** Undefined where the sound can be joined, as far as the meeting told. */
function whyNoSound({ parts }: MeetingState): string | undefined {
  const lacks = parts.find(({ modality }) => modality === 'audio')?.lacks ?? [];
  if (lacks.includes('policy')) return texts.forbidden;
  if (lacks.includes('not-offered')) return texts.none;
  return lacks.includes('not-built') ? texts.notSpoken : undefined;
}
