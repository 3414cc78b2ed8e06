// Recomputes from the book alone what every report of the year must say.
import { day as dayOf, entries, noteMoves, transfers } from './book.mjs'

const own = ['COMMISSION', 'DUES', 'DONATIONS', 'OWNFUNDS']
const isBank = (account) => /^GUARANTEE(\.[2-9])?$/.test(account)
const isTransit = (account) => ['ANNOUNCED', 'CARDS', 'DEBITS'].includes(account) || account.startsWith('BUREAU.')
// Members' ids are base32 of 13 bytes; every name of the office is shorter, or has a point in it.
const office = new Set(['ISSUANCE', 'PAPER', 'RECONVERSION', 'GUARANTEE', 'ANNOUNCED', 'CARDS', 'DEBITS', 'RECEIVABLE', 'UNEXPLAINED', 'BACKING', 'SUSPENSE', ...own, 'PRESS', 'VAULT', 'ONTHEWAY', 'SOLD', 'LOST'])
const isMember = (account) => !office.has(account) && !account.includes('.')

// The chart by which the accounts go to the tax office (the description that goes with the file, and ops/treasury.md).
const named = {
  ANNOUNCED: '580100', CARDS: '580200', DEBITS: '580300', RECEIVABLE: '411000', SUSPENSE: '471000', UNEXPLAINED: '472000', COMMISSION: '706000', DUES: '756000', DONATIONS: '754000', OWNFUNDS: '102000',
}
function generalOfEuro(account, other) {
  if (account === 'BACKING') return null
  if (own.includes(account) && other === 'UNEXPLAINED') return '658000|'
  if (named[account]) return `${named[account]}|`
  if (isBank(account)) return `512${(account.split('.')[1] ?? '1').padStart(3, '0')}|`
  const [kind, which] = account.split('.')
  if (kind === 'CAMPAIGN') return `467800|${which}`
  if (kind === 'BUREAU') return `531000|${which}`
  throw new Error(`${account} is in no chart.`)
}
const generalOfUnits = (account) => (account === 'ISSUANCE' ? null : account === 'PAPER' ? '467200|' : account === 'RECONVERSION' ? '467300|' : '467100|')

const nothing = () => ({ payments: 0, paid: 0, refunds: 0, refunded: 0, issued: 0, destroyed: 0, toProfessionals: 0, byProfessionals: 0, betweenProfessionals: 0 })
const minus = (a, b) => Object.fromEntries(Object.keys(a).map((k) => [k, a[k] - (b?.[k] ?? 0)]))

/** Everything, from one reading of the book. What breaks a rule of the book itself is collected in `broken`. */
export function recompute(files, manifest) {
  const unit = manifest.unit
  const balances = { [unit]: new Map(), EUR: new Map(), NOTE: new Map() }
  const [accounts, notes, takings, takingsByDay, lastClosing, openLines, proposals, campaigns, purses] = Array.from({ length: 9 }, () => new Map())
  const [accounting, days, closures, broken, takingsClosed] = [[], [], [], [], []]
  const [totals, perpetualAt] = [nothing(), {}]
  let acceptors = 0
  let today = null
  let last = null
  let count = 0
  const of = (account, u = unit) => balances[u].get(account) ?? 0
  const circulating = () => totals.issued - totals.destroyed
  const evening = () => ({ ...today, totals: { ...totals }, paper: of('PAPER'), inProgress: of('RECONVERSION'), acceptors, last: last.position, hash: last.hash, circulating: circulating() })

  for (const entry of entries(files, manifest)) {
    count++
    if (entry.day !== today?.day) {
      if (today) days.push(evening())
      today = { day: entry.day, highest: circulating() }
    }
    last = entry
    const { kind, fields: f } = entry
    const moved = transfers(entry)
    for (const { from, to, amount, unit: u } of moved) {
      if (amount <= 0) broken.push(`entry ${entry.position} moves ${amount}`)
      balances[u].set(from, of(from, u) - amount)
      balances[u].set(to, of(to, u) + amount)
      if (u === unit && from === 'ISSUANCE') totals.issued += amount
      if (u === unit && to === 'ISSUANCE') totals.destroyed += amount
    }
    if (of('ISSUANCE') !== of('BACKING', 'EUR')) broken.push(`entry ${entry.position}: there are ${-of('ISSUANCE')} units and ${-of('BACKING', 'EUR')} cents behind them`)
    for (const { from, to, unit: u } of moved)
      for (const account of [from, to]) {
        const mayBeBelow = u === 'NOTE' ? ['PRESS', 'LOST'].includes(account) : account === 'ISSUANCE' || isBank(account) || ['BACKING', 'SUSPENSE', ...own].includes(account) || account.startsWith('CAMPAIGN.')
        if (of(account, u) < 0 && !mayBeBelow) broken.push(`entry ${entry.position}: ${account} holds ${of(account, u)} ${u}`)
      }
    today.highest = Math.max(today.highest, circulating())

    if (kind === 2) {
      accounts.set(f[0], { kind: f[1], isOpen: f[2] === 1 })
      if (f[1] !== 1 && f[2] === 1) acceptors++
    }
    if (kind === 3 || kind === 4) {
      const account = accounts.get(f[0])
      if (account.kind !== 1 && account.isOpen !== (kind === 3)) acceptors += kind === 3 ? 1 : -1
      account.isOpen = kind === 3
    }
    if (kind === 7 || kind === 17 || kind === 40) {
      const [payer, payee, sum, refunds] = [f[3], f[4], moved.reduce((s, l) => s + l.amount, 0), f[9] !== '']
      if (payee !== 'RECONVERSION' && refunds) {
        totals.refunds++
        totals.refunded += sum
      } else if (payee !== 'RECONVERSION') {
        totals.payments++
        totals.paid += sum
        const [by, to] = [accounts.get(payer).kind !== 1, accounts.get(payee).kind !== 1]
        if (to) totals.toProfessionals += sum
        if (by) totals.byProfessionals += sum
        if (by && to) totals.betweenProfessionals += sum
      }
      if (payee !== 'RECONVERSION') {
        const shop = refunds ? payer : payee
        for (const [map, key] of [[takings, shop], [takingsByDay, `${shop} ${entry.day}`]]) {
          const t = map.get(key) ?? [0, 0, 0, 0]
          t[refunds ? 2 : 0]++
          t[refunds ? 3 : 1] += sum
          map.set(key, t)
        }
      }
    }
    if (kind === 76) {
      const [shop, before] = [f[0], takingsClosed.findLast((c) => c.shop === f[0])]
      const now = [...(takings.get(shop) ?? [0, 0, 0, 0])]
      const since = now.map((n, i) => n - (before?.perpetual[i] ?? 0))
      if (JSON.stringify([since, now]) !== JSON.stringify([f[4], f[5]])) broken.push(`entry ${entry.position}: the shop closes ${JSON.stringify(f[4])}, and took ${JSON.stringify(since)}`)
      takingsClosed.push({ shop, perpetual: now })
    }
    for (const { from, to, notes: list } of noteMoves(entry))
      for (const [series, denomination, n] of list)
        for (const [place, sign] of [[from, -1], [to, 1]]) {
          const key = `${place} ${series} ${denomination}`
          notes.set(key, (notes.get(key) ?? 0) + sign * n)
        }

    const open = (line, minor) => {
      const left = (openLines.get(line) ?? 0) + minor
      if (left === 0) openLines.delete(line)
      else openLines.set(line, left)
    }
    if (kind === 26) {
      if (f[7] === 1 && f[5] !== 0) open(f[3], f[5])
      for (const [line, , minor] of f[8]) open(line, minor)
      const known = lastClosing.get(f[2])
      if (!known || known.day <= f[4]) lastClosing.set(f[2], { day: f[4], closing: f[6] })
    }
    if (kind === 10 || kind === 34) proposals.set(f[2], { amount: f[4], euro: f[7], source: f[9] ?? 'ANNOUNCED' })
    if (kind === 12) {
      const p = proposals.get(f[2])
      if (f[4] === f[5]) broken.push(`entry ${entry.position} was proposed and approved by one person`)
      if (p.source === 'SUSPENSE') open(f[3], -p.amount)
      else if (p.euro > p.amount) open(f[3], p.euro - p.amount)
    }
    if (kind === 27) for (const [line, , , minor] of f[2]) open(line, -minor)
    if (kind === 28) for (const [line, , , minor] of f[3]) open(line, minor)
    if (kind === 32) for (const [line, , , minor] of f[4]) open(line, -minor)
    if (kind === 33) for (const [line, , , minor] of f[5]) open(line, -minor)
    // A campaign's purses are those that its lists made.
    const campaign = kind === 66 ? moved.find((l) => l.to.startsWith('CAMPAIGN.') || l.from.startsWith('CAMPAIGN.')) : null
    if (campaign) {
      const name = campaign.to.startsWith('CAMPAIGN.') ? campaign.to : campaign.from
      const known = campaigns.get(name) ?? { given: 0, returned: 0, purses: new Set() }
      campaigns.set(name, known)
      for (const l of moved) if (l.from === 'ISSUANCE') (known.given += l.amount), l.toPurse && known.purses.add(l.toPurse)
    }
    if (kind === 68) for (const l of moved) if (l.to === 'ISSUANCE') campaigns.get(`CAMPAIGN.${f[2]}`).returned += l.amount
    for (const { fromPurse, toPurse, amount } of moved) {
      if (fromPurse) purses.set(fromPurse, (purses.get(fromPurse) ?? 0) - amount)
      if (toPurse) purses.set(toPurse, (purses.get(toPurse) ?? 0) + amount)
    }

    if (kind === 75) {
      const period = [, 'day', 'month', 'year'][f[2]]
      const first = dayOf(f[3])
      const name = first.slice(0, { day: 10, month: 7, year: 4 }[period])
      const within = days.filter((d) => d.day.startsWith(name))
      const end = days.findLast((d) => d.day.slice(0, name.length) <= name)
      const expected = {
        totals: Object.values(minus(end.totals, perpetualAt[period])), perpetual: Object.values(end.totals), last: end.last, hash: end.hash,
        stock: [end.paper, end.inProgress, end.acceptors, Math.max(...within.map((d) => d.highest))],
      }
      perpetualAt[period] = end.totals
      closures.push({ position: entry.position, period: name, ...expected })
      const said = { totals: f[6], perpetual: f[7], last: f[4], hash: f[5], stock: f[8] }
      for (const part of Object.keys(expected))
        if (JSON.stringify(said[part]) !== JSON.stringify(expected[part])) broken.push(`the closure of ${name} says ${part} ${JSON.stringify(said[part])}, and the entries make ${JSON.stringify(expected[part])}`)
    }

    // What goes to the tax office: what moves euro, or changes units from one kind to another.
    const lines = []
    for (const { from, to, amount, unit: u } of moved) {
      if (u === 'EUR') {
        const [debit, credit] = [generalOfEuro(to, from), generalOfEuro(from, to)]
        if (debit) lines.push([debit, amount, 0])
        if (credit) lines.push([credit, 0, amount])
      } else if (u === unit) {
        const [taken, given] = [generalOfUnits(from), generalOfUnits(to)]
        if (taken === given) continue
        if (taken) lines.push([taken, amount, 0])
        if (given) lines.push([given, 0, amount])
      }
    }
    if (lines.length > 0) accounting.push({ piece: `L${entry.position}`, day: entry.day, pieceDay: kind === 26 ? dayOf(f[4]) : entry.day, lines })
  }
  days.push(evening())
  for (const u of Object.keys(balances)) {
    const sum = [...balances[u].values()].reduce((a, b) => a + b, 0)
    if (sum !== 0) broken.push(`all accounts of ${u} sum to ${sum}`)
  }

  const members = new Map([...balances[unit]].filter(([account]) => isMember(account)))
  const euro = [...balances.EUR]
  const total = (list) => list.reduce((sum, [, b]) => sum + b, 0)
  const [guarantees, inTransit] = [euro.filter(([a]) => isBank(a)), euro.filter(([a]) => isTransit(a))]
  const fund = {
    paper: of('PAPER'), digital: total([...members]), inProgress: of('RECONVERSION'), unmatched: -of('SUSPENSE', 'EUR'), unexplained: of('UNEXPLAINED', 'EUR'),
    campaigns: 0 - total(euro.filter(([a]) => a.startsWith('CAMPAIGN.'))), own: -own.reduce((sum, a) => sum + of(a, 'EUR'), 0), receivable: of('RECEIVABLE', 'EUR'),
    there: total(guarantees) + total(inTransit), guarantees: Object.fromEntries(guarantees), inTransit: Object.fromEntries(inTransit),
    gaps: [...lastClosing].filter(([a, { closing }]) => closing !== of(a, 'EUR')).map(([a]) => a),
  }
  fund.needed = fund.paper + fund.digital + fund.inProgress + fund.unmatched + fund.campaigns + fund.own - fund.receivable - fund.unexplained
  return { unit, count, broken, members, notes, of, days, closures, accounting, fund, openLines, takings: takingsByDay, campaigns, acceptors, totals, purses }
}

/** A year's balances by period: what each account stood at before, what the period debited and credited. */
export function trialBalance(book, period) {
  const sums = new Map()
  for (const { day, lines } of book.accounting) {
    if (day.slice(0, period.length) > period) break
    for (const [account, debit, credit] of lines) {
      const sum = sums.get(account) ?? { before: 0, debit: 0, credit: 0 }
      sums.set(account, sum)
      if (day.slice(0, period.length) < period) sum.before += debit - credit
      else (sum.debit += debit), (sum.credit += credit)
    }
  }
  return sums
}

/** What passed in the days of a stretch, and the mean of what circulated at their ends. */
export function indicators(book, from, through) {
  const at = (day) => book.days.findLast((d) => d.day <= day)
  const before = book.days.findLast((d) => d.day < from)
  const within = book.days.filter((d) => from <= d.day && d.day <= through)
  return { ...minus(at(through).totals, before?.totals), circulation: at(through).circulating, mean: Math.trunc(within.reduce((s, d) => s + d.circulating, 0) / within.length) }
}
