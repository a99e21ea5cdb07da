import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { CSSProperties } from 'react';
import type { Paragraph, RichText, TextRun } from '../../shared/model/conversation.ts';
import { reasonAgainst } from '../../shared/model/policy.ts';
import { useRun, useServices, useSlice } from '../state/services.tsx';
import { keyed } from './keyed.ts';

const useStyles = makeStyles({
  paragraph: { margin: 0, minHeight: tokens.lineHeightBase300, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  target: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  // Where the system forces its colours: in those alone a link among other words is not told from them by everybody.
  link: {
    '@media (forced-colors: active)': {
      color: 'LinkText',
      textDecorationLine: 'underline',
      ':hover': { color: 'LinkText' },
    },
  },
  bold: { fontWeight: tokens.fontWeightSemibold },
  italic: { fontStyle: 'italic' },
  underline: { textDecorationLine: 'underline' },
  strike: { textDecorationLine: 'line-through' },
  both: { textDecorationLine: 'underline line-through' },
});

/** A message as its writer meant it: main has made it a tree of plain pieces, so nothing in it can run or be fetched. */
export function RichTextView(props: { readonly body: RichText }) {
  return (
    <>
      {keyed(props.body, () => 'p').map(({ key, item }) => (
        <ParagraphView key={key} paragraph={item} />
      ))}
    </>
  );
}

function ParagraphView(props: { readonly paragraph: Paragraph }) {
  const styles = useStyles();
  return (
    <p className={styles.paragraph} dir="auto">
      {keyed(props.paragraph, ({ text }) => text).map(({ key, item }) => (
        <RunView key={key} run={item} />
      ))}
    </p>
  );
}

function RunView(props: { readonly run: TextRun }) {
  const styles = useStyles();
  const { client } = useServices();
  const start = useRun();
  const { run } = props;
  const linksOff = useSlice((snapshot) => reasonAgainst(snapshot, 'links-in-im') !== undefined);
  const line =
    run.underline && run.strike ? styles.both : run.underline ? styles.underline : run.strike && styles.strike;
  const looks = mergeClasses(run.bold && styles.bold, run.italic && styles.italic, line || undefined);
  // Colours and sizes are the writer's; where they could not be read on our background, the theme's own are kept.
  const own: CSSProperties = run.size ? { fontSize: `${Math.min(24, Math.max(9, run.size))}pt`, lineHeight: 1.3 } : {};
  if (run.link === undefined || linksOff) {
    return (
      <span className={looks} style={own}>
        {run.text}
      </span>
    );
  }
  const { link, text } = run;
  return (
    <>
      <Link
        href={link}
        title={link}
        className={mergeClasses(styles.link, looks)}
        onClick={(event) => {
          event.preventDefault();
          start(client.request('app.openLink', { url: link }));
        }}
      >
        {text}
      </Link>
      {!saysWhereItLeads(text, link) && <span className={styles.target}> ({link})</span>}
    </>
  );
}

/** The text of a link is its address, give or take what browsers leave out. */
function saysWhereItLeads(text: string, link: string): boolean {
  const bare = (address: string) =>
    address
      .trim()
      .toLowerCase()
      .replace(/^(https?:\/\/|mailto:|sips?:|tel:)/, '')
      .replace(/\/$/, '');
  return bare(text) === bare(link);
}
