import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Failure } from '../../../shared/model/failure.ts';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { Details } from '../../components/details.tsx';
import { FailureCard, FailureDetails } from '../../components/failure-card.tsx';
import { endedNext, endedTexts, endedWords, meetingTexts as texts } from '../../locales/meeting.ts';
import { useRun, useServices } from '../../state/services.tsx';
import { JoinSteps } from './join-steps.tsx';
import { useJoin } from './use-join.ts';

const useStyles = makeStyles({
  column: {
    boxSizing: 'border-box',
    width: '100%',
    maxWidth: '480px',
    margin: '0 auto',
    padding: tokens.spacingVerticalXXL,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  steps: { paddingTop: tokens.spacingVerticalS },
});

/** How the meeting ended, why, and the ways on: again, as a guest, with the key, or away. */
export function EndedStage(props: { readonly meeting: MeetingState }) {
  const styles = useStyles();
  const { client, joinDraft } = useServices();
  const { home } = useNavigation();
  const run = useRun();
  const { busy, failure, join } = useJoin();
  const [key, setKey] = useState('');
  const { meeting } = props;
  const needsKey = meeting.failure?.code === 'CONFERENCE_KEY_WRONG';
  // A guest stays one; only who is one because the own company refused asks it again.
  const isGuest = meeting.asGuest && (needsKey || meeting.homeFailure === undefined);
  const kept = joinDraft.get();
  const draft = {
    // What was offered or joined since is another meeting's, and may be of an invitation.
    text: kept.ledTo?.meetingId === meeting.id ? kept.ledTo.text : meeting.link.focusUri,
    guestName: meeting.guestName ?? kept.guestName,
  };
  const shown = failure ?? meeting.failure;
  const title = endedWords(meeting) ?? endedTexts.failed;
  return (
    <form
      className={styles.column}
      onSubmit={(event) => {
        event.preventDefault();
        const conferenceKey = key.trim();
        join(draft, { as: isGuest ? 'guest' : 'auto', ...(conferenceKey === '' ? {} : { conferenceKey }) });
      }}
    >
      <h2 className={styles.title}>{title}</h2>
      <Why meeting={meeting} shown={shown} title={title} />
      {needsKey && (
        <Field label={texts.keyLabel} hint={texts.keyHint}>
          <Input value={key} maxLength={255} autoComplete="off" onChange={(_, data) => setKey(data.value)} />
        </Field>
      )}
      <div className={styles.actions}>
        {meeting.canTryGuest && (
          <Button appearance="primary" disabledFocusable={busy} onClick={() => join(draft, { as: 'guest' })}>
            {texts.joinAsGuest}
          </Button>
        )}
        <Button
          type="submit"
          {...(meeting.canTryGuest ? {} : { appearance: 'primary' as const })}
          disabledFocusable={busy || (needsKey && key.trim() === '')}
        >
          {needsKey ? texts.join : meeting.endedBecause === 'failed' ? texts.tryAgain : texts.joinAgain}
        </Button>
        <Button
          onClick={() => {
            run(client.request('meeting.dismiss'));
            home();
          }}
        >
          {texts.close}
        </Button>
      </div>
      {meeting.steps.length > 0 && (
        <Details label={texts.whatHappened} startOpen={meeting.endedBecause === 'failed'}>
          <div className={styles.steps}>
            <JoinSteps steps={meeting.steps} />
          </div>
        </Details>
      )}
    </form>
  );
}

/** Answers at the door: the title says them, and the server's own words, meant for programs, say less. */
const answers: readonly MeetingState['endedBecause'][] = ['lobby-denied', 'lobby-timeout', 'grace-over'];

/** The failure that ended it, beside what the own company had said; else the one thing to do. */
function Why(props: { readonly meeting: MeetingState; readonly shown: Failure | undefined; readonly title: string }) {
  const { shown } = props;
  const { endedBecause, homeFailure } = props.meeting;
  const next = endedBecause && endedNext[endedBecause];
  if (shown && shown === props.meeting.failure && answers.includes(endedBecause)) {
    return (
      <>
        <Text>{next}</Text>
        <FailureDetails failure={shown} />
      </>
    );
  }
  return (
    <>
      {shown ? <FailureCard failure={shown} told={props.title} /> : next && <Text>{next}</Text>}
      {endedBecause === 'failed' && homeFailure && homeFailure.at !== shown?.at && (
        <FailureCard secondary heading={texts.yourCompanySaid} failure={homeFailure} />
      )}
    </>
  );
}
