import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { Details } from '../../components/details.tsx';
import { contentTexts as texts } from '../../locales/content.ts';

const useStyles = makeStyles({
  words: { display: 'block', maxWidth: '560px', color: tokens.colorNeutralForeground2 },
});

/** Says that no real server is known to understand this part, and on demand why. */
export function LabOnly() {
  const styles = useStyles();
  return (
    <Details label={texts.labOnly}>
      <Text size={200} className={styles.words}>
        {texts.labOnlyBody}
      </Text>
    </Details>
  );
}
