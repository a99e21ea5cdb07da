import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { DialResult } from '../../../shared/model/dial-plan.ts';
import { dialOutcomes, dialWarnings, phoneTexts as texts } from '../../locales/phone.ts';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    overflowWrap: 'anywhere',
    minWidth: 0,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  code: { fontFamily: tokens.fontFamilyMonospace },
  tags: { display: 'flex', gap: tokens.spacingHorizontalXS, flexWrap: 'wrap' },
});

/** What a number becomes and by which rule: the result, rule number, pattern. */
export function DialAnswer(props: { readonly result: DialResult }) {
  const styles = useStyles();
  const { result } = props;
  const dials = result.outcome !== 'not-a-number' && result.outcome !== 'too-long';
  return (
    <div className={styles.root}>
      {dials && <Text weight="semibold">{texts.wouldDial(result.result)}</Text>}
      {result.rule ? (
        <Text size={200} className={styles.quiet}>
          {texts.rule(result.rule.number)} · <span className={styles.code}>{result.rule.pattern}</span> →{' '}
          <span className={styles.code}>{result.rule.translation}</span>
        </Text>
      ) : (
        <Text size={200} className={styles.quiet}>
          {dialOutcomes[result.outcome]}
        </Text>
      )}
      {result.dials && (
        <Text size={200} className={styles.quiet}>
          {texts.onTheWire(result.dials.sip)}
        </Text>
      )}
      {result.warnings?.map((warning) => (
        <Text key={warning} size={200}>
          {dialWarnings[warning]}
        </Text>
      ))}
      <div className={styles.tags}>
        {result.emergency && <Badge color="danger">{texts.emergency}</Badge>}
        {result.isExtension && <Badge appearance="outline">{texts.extension}</Badge>}
        {result.prefixStripped && <Badge appearance="outline">{texts.prefixStripped}</Badge>}
      </div>
    </div>
  );
}
