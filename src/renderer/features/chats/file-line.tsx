import { Button, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { Document24Regular } from '@fluentui/react-icons/svg/document';
import type { FileMessage } from '../../../shared/model/conversation.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { fileSize, fileStateWords, chatTexts as texts } from '../../locales/chats.ts';
import { useRun, useServices } from '../../state/services.tsx';

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr)',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingVerticalS,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    minWidth: '200px',
  },
  words: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** One file on its way: what it is, how far it is, and what can be done about it now. */
export function FileLine(props: { readonly message: FileMessage }) {
  const styles = useStyles();
  const { transfer } = props.message;
  const { progress } = transfer;
  const isOpen = progress.kind === 'offered' || progress.kind === 'connecting' || progress.kind === 'moving';
  return (
    <div className={styles.card}>
      <Document24Regular aria-hidden />
      <div className={styles.words}>
        <Text weight="semibold">
          <bdi>{transfer.name}</bdi>
        </Text>
        <Text size={200} className={styles.quiet} role="status">
          {fileSize(transfer.size)} · {fileStateWords(transfer)}
        </Text>
        {isOpen && transfer.direction === 'incoming' && transfer.isProgram && <Text size={200}>{texts.program}</Text>}
        {progress.kind === 'moving' && (
          <ProgressBar
            aria-label={texts.progressOf(transfer.name)}
            max={Math.max(1, transfer.size)}
            value={progress.bytes}
          />
        )}
        {progress.kind === 'failed' && <FailureCard failure={progress.failure} secondary />}
        <Actions message={props.message} isOpen={isOpen} />
      </div>
    </div>
  );
}

function Actions(props: { readonly message: FileMessage; readonly isOpen: boolean }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const { message } = props;
  const { direction, progress, name } = message.transfer;
  const target = { id: message.conversationId, messageId: message.id };
  if (direction === 'incoming' && progress.kind === 'offered') {
    return (
      <div className={styles.actions}>
        <Button
          size="small"
          appearance="primary"
          aria-label={texts.acceptFile(name)}
          onClick={() => run(client.request('conversation.acceptFile', target))}
        >
          {texts.accept}
        </Button>
        <Button
          size="small"
          aria-label={texts.declineFile(name)}
          onClick={() => run(client.request('conversation.declineFile', target))}
        >
          {texts.decline}
        </Button>
      </div>
    );
  }
  if (props.isOpen) {
    return (
      <div className={styles.actions}>
        <Button
          size="small"
          aria-label={texts.cancelFile(name)}
          onClick={() => run(client.request('conversation.cancelFile', target))}
        >
          {texts.cancel}
        </Button>
      </div>
    );
  }
  if (progress.kind !== 'done' || !progress.savedAs) return null;
  return (
    <div className={styles.actions}>
      <Button size="small" onClick={() => run(client.request('conversation.showFile', target))}>
        {texts.showFile}
      </Button>
    </div>
  );
}
