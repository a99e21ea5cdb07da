import { makeStyles, Select, tokens } from '@fluentui/react-components';
import { ChatHelp16Regular } from '@fluentui/react-icons/svg/chat-help';
import { Poll16Regular } from '@fluentui/react-icons/svg/poll';
import { SlideText16Regular } from '@fluentui/react-icons/svg/slide-text';
import { Whiteboard16Regular } from '@fluentui/react-icons/svg/whiteboard';
import type { ReactElement } from 'react';
import type { ContentItem, MeetingContent } from '../../../shared/model/meeting-content.ts';
import { Tabs } from '../../components/tabs.tsx';
import { itemLabel, questionTexts, contentTexts as texts } from '../../locales/content.ts';
import { ShareMenu } from './share-menu.tsx';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
  },
  items: { flexGrow: 1, flexBasis: '200px', minWidth: 0 },
  select: { minWidth: 0, width: '100%', maxWidth: '360px' },
});

/** More than these would fill the room that the things themselves need. */
const mostTabs = 5;

/** Whether everything the meeting has fits on tabs; else it is a list to choose from. */
export function hasTabs({ items }: MeetingContent): boolean {
  return items.length <= mostTabs;
}

/** The panel that the tabs lead to. */
export const contentPanelId = 'content-panel';

const icons: Record<ContentItem['kind'], ReactElement> = {
  slides: <SlideText16Regular />,
  whiteboard: <Whiteboard16Regular />,
  poll: <Poll16Regular />,
  questions: <ChatHelp16Regular />,
};

/** Everything the meeting has, to look at, and for presenters what they can share. */
export function ContentHead(props: {
  readonly content: MeetingContent;
  readonly selected: ContentItem | undefined;
  readonly onSelect: (id: string) => void;
}) {
  const styles = useStyles();
  const { content } = props;
  return (
    <div className={styles.head}>
      <div className={styles.items}>{hasTabs(content) ? <ItemTabs {...props} /> : <ItemSelect {...props} />}</div>
      {content.mayPresent && <ShareMenu content={content} onLook={props.onSelect} />}
    </div>
  );
}

/** The ids of things are a server's; those of tabs are ours, by their place. */
type TabId = `content-${number}` | 'content-none';

/** The tab of a thing. */
export function tabIdOf(items: readonly ContentItem[], item: ContentItem | undefined): TabId {
  const place = items.findIndex(({ id }) => id === item?.id);
  return place < 0 ? 'content-none' : `content-${place}`;
}

function ItemTabs(props: Parameters<typeof ContentHead>[0]) {
  const { items } = props.content;
  const tabs = items.map((item) => ({
    id: tabIdOf(items, item),
    label: itemLabel(item),
    icon: icons[item.kind],
    ...unansweredOf(item),
  }));
  if (tabs.length === 0) return null;
  return (
    <Tabs
      label={texts.items}
      tabs={tabs}
      selected={tabIdOf(items, props.selected)}
      panelId={contentPanelId}
      onSelect={(id) => {
        const item = items.find((candidate) => tabIdOf(items, candidate) === id);
        if (item) props.onSelect(item.id);
      }}
    />
  );
}

function ItemSelect(props: Parameters<typeof ContentHead>[0]) {
  const styles = useStyles();
  return (
    <Select
      className={styles.select}
      aria-label={texts.choose}
      value={props.selected?.id ?? ''}
      onChange={(_, data) => props.onSelect(data.value)}
    >
      {props.content.items.map((item) => (
        <option key={item.id} value={item.id}>
          {itemLabel(item)}
        </option>
      ))}
    </Select>
  );
}

function unansweredOf(item: ContentItem) {
  if (item.kind !== 'questions') return {};
  const count = item.questions.filter(({ answer }) => answer === undefined).length;
  return { count, countWords: questionTexts.waiting(count) };
}
