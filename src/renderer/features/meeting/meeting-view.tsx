import { makeStyles, tokens } from '@fluentui/react-components';
import { People48Regular } from '@fluentui/react-icons/svg/people';
import { useCallback, useEffect, useState } from 'react';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureCard } from '../../components/failure-card.tsx';
import { Pane } from '../../components/pane.tsx';
import { meetingTexts as texts } from '../../locales/meeting.ts';
import { hasBeenInside } from '../../locales/meeting-logic.ts';
import { useSlice } from '../../state/services.tsx';
import { AwayBar } from './away-bar.tsx';
import { GraceHint } from './grace-hint.tsx';
import { HeaderActions } from './header-actions.tsx';
import { LobbyBanner } from './lobby-banner.tsx';
import { MeetingPanes, type PaneId } from './meeting-panes.tsx';
import { MeetingStage } from './meeting-stage.tsx';
import { SoundBar } from './sound-bar.tsx';

const useStyles = makeStyles({
  all: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, minHeight: 0, overflowY: 'auto' },
  alone: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minWidth: 0,
    minHeight: 0,
    overflowY: 'auto',
  },
  notes: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
  },
});

/** The meeting: what happens on the stage, who is here and what is said beside it. */
export function MeetingView() {
  const { close } = useNavigation();
  const meeting = useSlice((snapshot) => snapshot.meeting);
  if (!meeting) {
    return (
      <Pane title={texts.joinTitle} onBack={close}>
        <EmptyState icon={<People48Regular />} title={texts.noMeeting} />
      </Pane>
    );
  }
  return <Meeting key={meeting.id} meeting={meeting} />;
}

function Meeting(props: { readonly meeting: MeetingState }) {
  const styles = useStyles();
  const { close } = useNavigation();
  const { meeting } = props;
  // Who comes in wants to see what goes on; where there is room for it the people stand beside it all the same.
  const [pane, setPane] = useState<PaneId>('stage');
  const [wantsLobby, setWantsLobby] = useState(false);
  const lobbyShown = useCallback(() => setWantsLobby(false), []);
  useAskedForChat(() => setPane('chat'));
  const inside = meeting.phase === 'joined' || (meeting.phase === 'leaving' && hasBeenInside(meeting));
  return (
    <Pane
      title={meeting.subject || texts.meetingOf(meeting.organizerName ?? meeting.link.organizer)}
      onBack={close}
      aside={<HeaderActions meeting={meeting} inside={inside} />}
    >
      <div className={styles.all}>
        {meeting.away && <AwayBar away={meeting.away} />}
        <LobbyBanner
          meeting={meeting}
          onShow={() => {
            setPane('people');
            setWantsLobby(true);
          }}
        />
        {inside && <Notes meeting={meeting} />}
        {inside ? (
          <MeetingPanes
            meeting={meeting}
            chosen={pane}
            onChoose={setPane}
            wantsLobby={wantsLobby}
            onLobbyShown={lobbyShown}
          />
        ) : (
          <div className={styles.alone}>
            <MeetingStage meeting={meeting} />
          </div>
        )}
        {meeting.phase === 'joined' && <SoundBar meeting={meeting} />}
      </div>
    </Pane>
  );
}

/** The desktop's notice of a message leads to the chat; asked for once, the address is that of the meeting again, so that the next can ask too. */
function useAskedForChat(showChat: () => void): void {
  const { place, open } = useNavigation();
  const isAsked = place.detail === 'meeting' && place.about === 'chat';
  useEffect(() => {
    if (!isAsked) return;
    showChat();
    open('meeting');
  });
}

/** What stands above all parts: something of the meeting itself that went wrong, and how long guests may stay among themselves. */
function Notes(props: { readonly meeting: MeetingState }) {
  const styles = useStyles();
  const { failure, graceEndsAt } = props.meeting;
  if (!failure && graceEndsAt === undefined) return null;
  return (
    <div className={styles.notes}>
      {failure && <FailureCard failure={failure} />}
      <GraceHint meeting={props.meeting} />
    </div>
  );
}
