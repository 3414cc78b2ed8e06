import type { Part, Purse, Where } from '../payments/purses';
import { Money } from '../ui/parts';
import { amountText, dateText, isWord, t } from '../ui/words';

function categoryText(category: string): string {
  const word = `filiere.${category}`;
  return isWord(word) ? t(word) : category;
}

/** Where a purse pays, in words. */
function whereText(where: Where | null): string {
  if (!where) return t('purse.everywhere');
  const said = [
    where.labelled ? t('purse.labelled') : '',
    where.accounts.length > 0 ? '' : where.kinds.map((kind) => t(`kinds.${kind}`)).join(', '),
    where.accounts.map((one) => one.name ?? one.account).join(', '),
    where.categories.map(categoryText).join(', '),
  ].filter((text) => text !== '');
  return said.length > 0 ? said.join(' \u00b7 ') : t('purse.everywhere');
}

const nameOf = (purse: Purse) => purse.name ?? t('purse.title');

/** The account's purses: what each holds, where it pays and until when. */
export function Purses({ purses, ordinary, unit }: { purses: Purse[]; ordinary: number; unit: string }) {
  return (
    <section class="purses" aria-label={t('purse.all')}>
      <ul>
        <li>
          <span>{t('purse.ordinary')}</span>
          <strong>
            <Money minor={ordinary} unit={unit} />
          </strong>
        </li>
        {purses.map((purse) => (
          <li key={purse.purse}>
            <span>
              {nameOf(purse)}
              <br />
              <span class="faint">
                {whereText(purse.where)}
                {purse.until && ` \u00b7 ${t('purse.until', { day: dateText(purse.until) })}`}
              </span>
            </span>
            <strong>
              <Money minor={purse.balance} unit={unit} />
            </strong>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ChoiceProps {
  /** Those that pay this payee. */
  purses: Purse[];
  chosen: ReadonlySet<string>;
  /** What the chosen ones pay; null: they hold less than the amount. */
  parts: Part[] | null;
  amount: number | null;
  unit: string;
  onChoice(chosen: Set<string>): void;
}

/** Which purses pay, said before the payer confirms. None ticked: ordinary money. */
export function PurseChoice({ purses, chosen, parts, amount, unit, onChoice }: ChoiceProps) {
  const turn = (purse: string) => {
    const next = new Set(chosen);
    if (!next.delete(purse)) next.add(purse);
    onChoice(next);
  };
  return (
    <section class="purses" aria-label={t('purse.choice')}>
      {amount !== null && (
        <p data-testid="parts" role="status">
          <span class="label">{t('purse.choice')}</span>
          {parts === null
            ? t('purse.tooLittle')
            : parts.length === 0
              ? t('purse.ordinaryPays', { amount: amountText(amount, unit) })
              : parts
                  .map(({ purse, part }) =>
                    t('purse.pays', {
                      name: nameOf(purses.find((one) => one.purse === purse)!),
                      amount: amountText(part, unit),
                    }),
                  )
                  .join(' \u00b7 ')}
        </p>
      )}
      <details>
        <summary>{t('purse.change')}</summary>
        {purses.map((purse) => (
          <label key={purse.purse}>
            <input type="checkbox" checked={chosen.has(purse.purse)} onChange={() => turn(purse.purse)} />
            <span>
              {nameOf(purse)}
              <span class="faint"> {t('purse.holds', { amount: amountText(purse.balance, unit) })}</span>
            </span>
          </label>
        ))}
      </details>
    </section>
  );
}
