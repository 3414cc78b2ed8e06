// A checker of accounting entries (LPF art. A47 A-1), stricter than the tax office's: each entry balances, numbers have no gap. Written from the published rules.
export const columns = ['JournalCode', 'JournalLib', 'EcritureNum', 'EcritureDate', 'CompteNum', 'CompteLib', 'CompAuxNum', 'CompAuxLib', 'PieceRef', 'PieceDate', 'EcritureLib', 'Debit', 'Credit', 'EcritureLet', 'DateLet', 'ValidDate', 'Montantdevise', 'Idevise']

/** The file's lines as rows; dates as YYYY-MM-DD and sums as cents beside what stands there. */
export function readFec(bytes) {
  const lines = new TextDecoder('iso-8859-15').decode(bytes).split('\r\n')
  const header = lines[0].split('\t')
  const date = (d) => `${d?.slice(0, 4)}-${d?.slice(4, 6)}-${d?.slice(6, 8)}`
  const rows = lines.slice(1, -1).map((line) => {
    const cells = line.split('\t')
    const row = Object.fromEntries(columns.map((c, i) => [c, cells[i]]))
    return { ...row, cells: cells.length, raw: { Debit: row.Debit, Credit: row.Credit, dates: [row.EcritureDate, row.PieceDate, row.ValidDate] },
      EcritureDate: date(row.EcritureDate), PieceDate: date(row.PieceDate), debit: Number(row.Debit?.replace(',', '')), credit: Number(row.Credit?.replace(',', '')) }
  })
  return { header, rows, endsWithLine: lines.at(-1) === '' }
}

/** Everything that breaks a rule. */
export function fecFaults({ header, rows, endsWithLine }) {
  const faults = []
  const fault = (i, what) => faults.push(`line ${i + 2}: ${what}`)
  if (header.join() !== columns.join()) faults.push('the header names other columns')
  if (!endsWithLine) faults.push('the last line does not end')
  if (rows.length < 1) faults.push('there is no entry')
  const numbers = new Map()
  let entry = null
  const close = (i) => entry && entry.debit !== entry.credit && fault(i - 1, `entry ${entry.name} debits ${entry.debit} and credits ${entry.credit}`)
  rows.forEach((row, i) => {
    if (row.cells !== columns.length) return fault(i, `${row.cells} fields`)
    for (const name of ['JournalCode', 'JournalLib', 'EcritureNum', 'CompteNum', 'CompteLib', 'PieceRef', 'EcritureLib', 'Debit', 'Credit']) if (row[name] === '') fault(i, `${name} is empty`)
    for (const d of row.raw.dates) if (!/^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(d)) fault(i, `${d} is no date`)
    for (const sum of [row.raw.Debit, row.raw.Credit]) if (!/^\d+,\d\d$/.test(sum)) fault(i, `${sum} is no amount`)
    if (!/^[1-7]\d\d/.test(row.CompteNum)) fault(i, `${row.CompteNum} is no account`)
    if (row.debit === 0 === (row.credit === 0)) fault(i, 'one side is zero, and only one')
    const name = `${row.JournalCode} ${row.EcritureNum}`
    if (name !== entry?.name) {
      close(i)
      const last = numbers.get(row.JournalCode) ?? 0
      if (Number(row.EcritureNum) !== last + 1) fault(i, `${name} follows ${last}`)
      numbers.set(row.JournalCode, Number(row.EcritureNum))
      entry = { name, debit: 0, credit: 0 }
    }
    entry.debit += row.debit
    entry.credit += row.credit
  })
  close(rows.length)
  return faults
}
