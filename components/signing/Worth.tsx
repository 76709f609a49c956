import { useText } from '../text.ts';

const ways = ['simple', 'advanced', 'qualified'] as const;

/** What each way of signing is worth, in plain words and without a promise; and where the ways are that no browser has. */
export function Worth() {
  const { say } = useText();
  return (
    <details class="worth-of">
      <summary>{say('worth_title')}</summary>
      <p>{say('worth_intro')}</p>
      <dl class="worth">
        {ways.map((way) => (
          <div key={way}>
            <dt>{say(`worth_${way}`)}</dt>
            <dd>{say(`worth_${way}Is`)}</dd>
          </div>
        ))}
      </dl>
      <p>{say('worth_elsewhere')}</p>
      <p>{say('worth_noPromise')}</p>
    </details>
  );
}
