import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { Call } from '../../../shared/model/call.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Details } from '../../components/details.tsx';
import { Facts } from '../../components/facts.tsx';
import { qualityFacts, qualityWord, callTexts as texts } from '../../locales/calls.ts';
import { labelled } from '../../locales/format.ts';

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** How good the line is, folded in: the word stands on the button, the figures behind it. */
export function QualityDetails(props: { readonly call: Call }) {
  const styles = useStyles();
  const { call } = props;
  const mos = call.quality?.mos;
  const facts = qualityFacts(call).filter(([, value]) => value !== undefined && value !== '');
  return (
    <Details label={mos === undefined ? texts.details : texts.detailsWith(qualityWord(mos).toLowerCase())}>
      <div className={styles.body}>
        {!call.quality && (
          <Text size={200} className={styles.quiet}>
            {texts.detailsLater}
          </Text>
        )}
        <Facts facts={facts} />
        {facts.length > 0 && (
          <CopyButton
            text={() => facts.map(([name, value]) => labelled(name, value ?? '')).join('\n')}
            name={texts.copyDetails}
          />
        )}
      </div>
    </Details>
  );
}
