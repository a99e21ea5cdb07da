import { Button, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { ContentItem, MeetingContent } from '../../../shared/model/meeting-content.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { itemTitle, contentTexts as texts } from '../../locales/content.ts';
import { useRun, useServices } from '../../state/services.tsx';
import { LabOnly } from './lab-only.tsx';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '32px',
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM}`,
    flexShrink: 0,
  },
  words: {
    flexGrow: 1,
    flexBasis: '160px',
    minWidth: 0,
    overflowWrap: 'anywhere',
    color: tokens.colorNeutralForeground2,
  },
});

/** Who sees what one looks at, and what a presenter can do about it. */
export function ItemBar(props: {
  readonly content: MeetingContent;
  readonly item: ContentItem;
  /** It stands for the empty meeting: there is nothing to show to anybody. */
  readonly isNothing: boolean;
  readonly onFollow: () => void;
}) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  // What was asked about: something else may be put before everybody while the question stands.
  const [taking, setTaking] = useState<ContentItem>();
  const { content, item } = props;
  const shown = content.items.find(({ id }) => id === content.shownId);
  const isShown = shown?.id === item.id;
  return (
    <div className={styles.bar}>
      <Text size={200} className={styles.words}>
        {props.isNothing ? '' : wordsOf(item, shown)}{' '}
        {shown && !isShown && (
          <Link as="button" type="button" inline onClick={props.onFollow}>
            {texts.goThere}
          </Link>
        )}
      </Text>
      {content.isLabOnly && <LabOnly />}
      {content.mayPresent && !isShown && !props.isNothing && (
        <Button size="small" onClick={() => run(client.request('content.show', { itemId: item.id }))}>
          {texts.show}
        </Button>
      )}
      {content.mayPresent && item.kind !== 'questions' && (
        <Button size="small" appearance="subtle" onClick={() => setTaking(item)}>
          {texts.takeAway}
        </Button>
      )}
      {taking && (
        <ConfirmDialog
          title={texts.takeAwayTitle(itemTitle(taking))}
          body={texts.takeAwayBody}
          confirm={texts.takeAwayNow}
          cancel={texts.cancel}
          onConfirm={() => client.request('content.takeAway', { itemId: taking.id })}
          onClose={() => setTaking(undefined)}
        />
      )}
    </div>
  );
}

/** Who sees what one looks at; `shown` is what is put before everybody. */
function wordsOf(item: ContentItem, shown: ContentItem | undefined): string {
  if (!shown) return texts.nothingShown;
  return shown.id === item.id ? texts.shownToAll : texts.lookingAlone(itemTitle(shown));
}
