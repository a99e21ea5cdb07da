import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useEffect, useMemo, useState } from 'react';
import type { SupportFile } from '../../../shared/model/support.ts';
import { VirtualList } from '../../components/virtual-list.tsx';
import { supportTexts as texts } from '../../locales/support.ts';
import { type SupportLines, useSupportLines } from './use-support-lines.ts';

const rowHeight = 20;

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    height: '320px',
    flexShrink: 0,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  line: {
    display: 'grid',
    gridTemplateColumns: '56px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    lineHeight: `${rowHeight}px`,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
  },
  number: { color: tokens.colorNeutralForeground2, textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  words: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'pre' },
  whole: {
    margin: 0,
    maxHeight: '160px',
    overflowY: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    userSelect: 'text',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
  },
});

/** Every line of a file of the copy; the chosen one is shown whole below. */
export function SupportPreview(props: { readonly file: SupportFile }) {
  const styles = useStyles();
  const { file } = props;
  const lines = useSupportLines(file.name);
  const [active, setActive] = useState<string>();
  const rows = useMemo(() => Array.from({ length: file.lines }, (_, index) => index), [file.lines]);
  const chosen = active === undefined ? undefined : lines.lineAt(Number(active));
  return (
    <>
      <div className={styles.list}>
        <VirtualList
          label={texts.preview(texts.fileNames[file.name])}
          kind="listbox"
          rows={rows}
          keyOf={String}
          heightOf={() => rowHeight}
          textOf={(index) => lines.lineAt(index) ?? ''}
          activeKey={active}
          selectedKey={active}
          onActive={setActive}
          onOpen={(index) => setActive(String(index))}
          semanticsOf={(index) => ({
            position: index + 1,
            size: file.lines,
            // Nothing to read is something to say.
            ...(lines.lineAt(index) ? {} : { label: texts.emptyLine(index + 1) }),
          })}
          render={(index) => <Line index={index} lines={lines} />}
        />
      </div>
      {chosen === undefined ? (
        <Text size={200}>{texts.wholeLineHint}</Text>
      ) : (
        <section aria-label={texts.wholeLine}>
          <pre className={styles.whole}>{chosen}</pre>
        </section>
      )}
    </>
  );
}

function Line(props: { readonly index: number; readonly lines: SupportLines }) {
  const styles = useStyles();
  const { index, lines } = props;
  const { want } = lines;
  useEffect(() => want(index), [index, want]);
  return (
    <div className={styles.line}>
      <span className={styles.number} aria-hidden>
        {index + 1}
      </span>
      <span className={styles.words}>{lines.lineAt(index) ?? ''}</span>
    </div>
  );
}
