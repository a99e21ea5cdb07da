import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { Delivery, RichText } from '../../shared/model/conversation.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { chatTexts as texts } from '../locales/chats.ts';
import { FailureDetails, failureWords } from './failure-card.tsx';
import { RichTextView } from './rich-text.tsx';

const useStyles = makeStyles({
  bubble: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
    maxWidth: '100%',
    boxSizing: 'border-box',
    userSelect: 'text',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorTransparentStroke}`,
  },
  own: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorNeutralForeground1 },
  failed: { border: `${tokens.strokeWidthThin} solid ${tokens.colorStatusDangerBorder1}` },
  state: { color: tokens.colorNeutralForeground2 },
  wrong: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-end',
    gap: tokens.spacingVerticalXXS,
    maxWidth: '100%',
    overflowWrap: 'anywhere',
  },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
  },
});

/** What the bubble needs of a message, of two people or of a meeting. */
export interface BubbleMessage {
  readonly body: RichText;
  readonly isMine: boolean;
  readonly delivery: Delivery;
  readonly failure?: Failure | undefined;
  /** It was longer than is shown. */
  readonly isCut?: boolean | undefined;
}

/** One message as it was written, and under ours what became of it. */
export function MessageBubble(props: { readonly message: BubbleMessage; readonly onRetry: () => void }) {
  const styles = useStyles();
  const { message } = props;
  const failed = message.delivery === 'failed';
  return (
    <>
      <div className={mergeClasses(styles.bubble, message.isMine && styles.own, failed && styles.failed)}>
        <RichTextView body={message.body} />
        {message.isCut && (
          <Text size={200} className={styles.state}>
            {texts.cut}
          </Text>
        )}
      </div>
      {message.isMine && <DeliveryLine message={message} onRetry={props.onRetry} />}
    </>
  );
}

const deliveryWords: Partial<Record<Delivery, string>> = {
  waiting: texts.queued,
  sending: texts.sending,
  sent: texts.sent,
};

/** What became of a message of ours; nothing is said of one that arrived. */
function DeliveryLine(props: { readonly message: BubbleMessage; readonly onRetry: () => void }) {
  const styles = useStyles();
  const { delivery, failure } = props.message;
  const words = deliveryWords[delivery];
  if (words) {
    return (
      <Text size={200} className={styles.state}>
        {words}
      </Text>
    );
  }
  if (delivery !== 'failed') return null;
  return (
    <div className={styles.wrong}>
      <div className={styles.row}>
        <Text size={200} role="status">
          {failure ? failureWords(failure).sentence[0] : texts.notDelivered}
        </Text>
        {failure && (
          <Button size="small" onClick={props.onRetry}>
            {texts.retry}
          </Button>
        )}
      </div>
      {failure && <FailureDetails failure={failure} advice />}
    </div>
  );
}
