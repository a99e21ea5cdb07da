import { makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { memo, type ReactNode } from 'react';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { meetingTexts as texts } from '../../locales/meeting.ts';
import { useSlice } from '../../state/services.tsx';
import { MeetingContentPane } from '../content/index.ts';
import { EndedStage } from './ended-stage.tsx';
import { InsideStage } from './inside-stage.tsx';
import { JoinSteps } from './join-steps.tsx';
import { LobbyStage } from './lobby-stage.tsx';
import { MeetingPictures, useHasPictures } from './meeting-pictures.tsx';

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
  scroll: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, minWidth: 0, overflowY: 'auto' },
  leaving: { margin: 'auto', padding: tokens.spacingVerticalXXL },
});

/** What fills the stage: how the join goes, the lobby, the meeting, or how it ended. */
export function MeetingStage(props: { readonly meeting: MeetingState; readonly onChat?: (() => void) | undefined }) {
  const styles = useStyles();
  const { meeting } = props;
  switch (meeting.phase) {
    case 'joining':
      return (
        <Scroll>
          <div className={styles.column}>
            <h2 className={styles.title}>{texts.joiningTitle}</h2>
            <JoinSteps steps={meeting.steps} />
          </div>
        </Scroll>
      );
    case 'lobby':
      return (
        <Scroll>
          <LobbyStage meeting={meeting} />
        </Scroll>
      );
    case 'joined':
      return <Inside meeting={meeting} onChat={props.onChat} />;
    case 'leaving':
      return <Spinner className={styles.leaving} size="small" label={texts.leaving} />;
    case 'ended':
      return <EndedStage meeting={meeting} />;
  }
}

/** It does not change with the people. */
const ContentPane = memo(MeetingContentPane);

/** What the meeting shows; who is here and how to begin, where it shows nothing. */
function Inside(props: { readonly meeting: MeetingState; readonly onChat: (() => void) | undefined }) {
  const { meeting } = props;
  const hasContent = useSlice(
    ({ meetingContent: content }) => content?.meetingId === meeting.id && content.state !== 'off',
  );
  const hasPictures = useHasPictures(meeting);
  if (!hasContent && !hasPictures) {
    return (
      <Scroll>
        <InsideStage meeting={meeting} onChat={props.onChat} />
      </Scroll>
    );
  }
  return (
    <>
      <MeetingPictures meeting={meeting} />
      {hasContent && <ContentPane />}
    </>
  );
}

/** The keyboard scrolls it. */
const focusable = { tabIndex: 0 } as const;

/** Words on the stage, which a low window scrolls. */
function Scroll(props: { readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <section className={styles.scroll} aria-label={texts.stageTab} {...focusable}>
      {props.children}
    </section>
  );
}
