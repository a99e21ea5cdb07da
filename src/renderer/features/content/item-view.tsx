import { Button, makeStyles } from '@fluentui/react-components';
import { SlideText48Regular } from '@fluentui/react-icons/svg/slide-text';
import type { ContentItem, MeetingContent } from '../../../shared/model/meeting-content.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { itemLabel, contentTexts as texts } from '../../locales/content.ts';
import { contentPanelId, hasTabs, tabIdOf } from './content-head.tsx';
import { PollView } from './poll-view.tsx';
import { QuestionsView } from './questions-view.tsx';
import { SlidesView } from './slides-view.tsx';
import { WhiteboardView } from './whiteboard-view.tsx';

const useStyles = makeStyles({
  panel: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: '144px', minWidth: 0 },
});

/** The thing one looks at. */
export function ItemView(props: {
  readonly content: MeetingContent;
  readonly item: ContentItem;
  /** It stands for the empty meeting. */
  readonly isNothing: boolean;
  readonly onAsk: () => void;
}) {
  const styles = useStyles();
  const { content, item } = props;
  const names = hasTabs(content)
    ? { role: 'tabpanel', 'aria-labelledby': `tab-${tabIdOf(content.items, item)}` }
    : { role: 'group', 'aria-label': itemLabel(item) };
  return (
    <div className={styles.panel} id={contentPanelId} {...names}>
      {props.isNothing ? (
        <NothingYet mayPresent={content.mayPresent} onAsk={props.onAsk} />
      ) : (
        <View content={content} item={item} />
      )}
    </div>
  );
}

/** What this place is for while nobody has brought anything, and the way to the questions where there are some to ask. */
export function NothingYet(props: { readonly mayPresent: boolean; readonly onAsk?: () => void }) {
  return (
    <EmptyState
      icon={<SlideText48Regular />}
      title={texts.emptyTitle}
      body={props.mayPresent ? texts.emptyPresenter : texts.emptyAttendee}
      action={props.onAsk && <Button onClick={props.onAsk}>{texts.toQuestions}</Button>}
    />
  );
}

function View({ content, item }: { readonly content: MeetingContent; readonly item: ContentItem }) {
  switch (item.kind) {
    case 'slides':
      return <SlidesView item={item} mayPresent={content.mayPresent} />;
    case 'whiteboard':
      return <WhiteboardView item={item} mayDraw={content.mayDraw} />;
    case 'poll':
      return <PollView item={item} mayPresent={content.mayPresent} />;
    case 'questions':
      return <QuestionsView meetingId={content.meetingId} item={item} mayPresent={content.mayPresent} />;
  }
}
