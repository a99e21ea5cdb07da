import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { Chat20Regular } from '@fluentui/react-icons/svg/chat';
import { People20Regular } from '@fluentui/react-icons/svg/people';
import { SlideText20Regular } from '@fluentui/react-icons/svg/slide-text';
import { useId } from 'react';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { type TabItem, Tabs } from '../../components/tabs.tsx';
import { contentNewsTexts, itemTitle } from '../../locales/content.ts';
import { clockTime } from '../../locales/format.ts';
import { meetingTexts as texts } from '../../locales/meeting.ts';
import { meetingChatTexts } from '../../locales/meeting-chat.ts';
import { peopleTexts } from '../../locales/meeting-people.ts';
import { useSlice } from '../../state/services.tsx';
import { ChatPane } from './chat-pane.tsx';
import { MeetingStage } from './meeting-stage.tsx';
import { PeopleFooter } from './people-footer.tsx';
import { Roster } from './roster.tsx';
import { useNarrow } from './use-narrow.ts';

export type PaneId = 'stage' | 'people' | 'chat';

/** With less room the parts stand behind tabs, one at a time. */
const narrowBelow = 620;

const useStyles = makeStyles({
  // Tabs, footer and some rows between them: with less the meeting scrolls.
  frame: { display: 'flex', flexGrow: 1, minHeight: '320px', minWidth: 0 },
  narrow: { flexDirection: 'column' },
  stage: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minWidth: 0,
    minHeight: 0,
    overflowY: 'auto',
  },
  hidden: { display: 'none' },
  side: {
    width: '300px',
    flexShrink: 0,
    display: 'flex',
    flexDirection: 'column',
    minHeight: 0,
    minWidth: 0,
    borderLeft: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  sideNarrow: { width: 'auto', borderLeft: 'none', flexGrow: 1, flexShrink: 1 },
  panel: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, minWidth: 0 },
  note: {
    display: 'block',
    margin: 0,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground2,
  },
});

interface LobbyWish {
  /** The person asked to see who waits. */
  readonly wantsLobby: boolean;
  readonly onLobbyShown: () => void;
}

/** The meeting from inside: the stage, and beside it, or behind tabs where there is no room, the people and the chat. */
export function MeetingPanes(
  props: {
    readonly meeting: MeetingState;
    readonly chosen: PaneId;
    readonly onChoose: (pane: PaneId) => void;
  } & LobbyWish,
) {
  const styles = useStyles();
  const { meeting, chosen } = props;
  const panelId = useId();
  const { ref, isNarrow } = useNarrow(narrowBelow);
  const selected = isNarrow || chosen !== 'stage' ? chosen : 'people';
  const openChat = selected === 'chat' ? undefined : () => props.onChoose('chat');
  const all = useTabs(selected);
  const tabs = (
    <Tabs
      label={texts.panes}
      tabs={isNarrow ? all : all.filter(({ id }) => id !== 'stage')}
      selected={selected}
      panelId={selected === 'stage' ? `${panelId}-stage` : panelId}
      onSelect={props.onChoose}
    />
  );
  return (
    <div ref={ref} className={mergeClasses(styles.frame, isNarrow && styles.narrow)}>
      {isNarrow && tabs}
      <div
        className={mergeClasses(styles.stage, isNarrow && selected !== 'stage' && styles.hidden)}
        {...(isNarrow ? { role: 'tabpanel', id: `${panelId}-stage`, 'aria-labelledby': 'tab-stage' } : {})}
      >
        <MeetingStage meeting={meeting} onChat={openChat} />
      </div>
      {selected !== 'stage' && (
        <div className={mergeClasses(styles.side, isNarrow && styles.sideNarrow)}>
          {!isNarrow && tabs}
          <div className={styles.panel} role="tabpanel" id={panelId} aria-labelledby={`tab-${selected}`}>
            {selected === 'chat' ? <ChatPane meetingId={meeting.id} /> : <PeoplePane {...props} />}
          </div>
        </div>
      )}
    </div>
  );
}

/** The stage that is not looked at says that something stands on it. */
function useTabs(selected: PaneId): readonly TabItem<PaneId>[] {
  const unread = useSlice(({ meetingChat }) => meetingChat?.unread ?? 0);
  const shown = useSlice(({ meetingContent }) => meetingContent?.items.find(({ id }) => id === meetingContent.shownId));
  return [
    {
      id: 'stage',
      label: texts.stageTab,
      icon: <SlideText20Regular />,
      ...(shown && selected !== 'stage' ? { count: 1, countWords: contentNewsTexts.nowShown(itemTitle(shown)) } : {}),
    },
    { id: 'people', label: peopleTexts.roster, icon: <People20Regular /> },
    {
      id: 'chat',
      label: meetingChatTexts.tab,
      icon: <Chat20Regular />,
      count: unread,
      countWords: meetingChatTexts.unread(unread),
    },
  ];
}

function PeoplePane(props: { readonly meeting: MeetingState } & LobbyWish) {
  const styles = useStyles();
  const { meeting } = props;
  return (
    <>
      <div role="status">
        {meeting.rosterGapAt !== undefined && (
          <Text as="p" size={200} className={styles.note}>
            {peopleTexts.rosterOld(clockTime(meeting.rosterGapAt))}
          </Text>
        )}
        {meeting.isLocked && (
          <Text as="p" size={200} className={styles.note}>
            {peopleTexts.locked}
          </Text>
        )}
      </div>
      <Roster meeting={meeting} wantsLobby={props.wantsLobby} onLobbyShown={props.onLobbyShown} />
      <PeopleFooter meeting={meeting} />
    </>
  );
}
