// node check.mjs ARCHIVE REPORTS : compares every report of the year with what the archive's entries make, and then changes each figure of each report by one,
// to see that it is missed. Exit 0: all agree, and nothing could be changed unseen.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzip } from './book.mjs'
import { indicators, recompute, trialBalance } from './recompute.mjs'
import { fecFaults, readFec } from './fec.mjs'

const [archive, folder] = process.argv.slice(2)
const began = performance.now()
const files = unzip(archive)
const manifest = JSON.parse(files['manifest.json'])
const book = recompute(files, manifest)
const year = String(manifest.year)
const text = (name) => readFileSync(join(folder, name), 'utf8')
const json = (name) => JSON.parse(text(`${name}.json`))

/** Collects what differs. */
class Differences extends Array {
  same(what, said, made) {
    if (JSON.stringify(said) !== JSON.stringify(made)) this.push(`${what}: the report says ${JSON.stringify(said)}, the book makes ${JSON.stringify(made)}`)
  }
}

/** Each report, and how it is compared with the book. */
const reports = {
  fund: { read: () => json('fund'), compare(said, d) {
    const { guarantees, inTransit, gaps, ...figures } = book.fund
    for (const [name, made] of Object.entries(figures)) d.same(name, said[name], made)
    for (const [list, made] of [[said.guarantees, guarantees], [said.inTransit, inTransit]]) d.same('accounts', Object.fromEntries(list.map((l) => [l.account, l.balance])), Object.fromEntries(Object.entries(made).sort(([a], [b]) => (a < b ? -1 : 1))))
    d.same('gaps', said.gaps.map((g) => g.account), gaps)
    d.same('whole', said.whole, figures.there === figures.needed && gaps.length === 0)
  } },
  meters: { read: () => json('meters'), compare(said, d) {
    const at = (day) => book.days.findLast((e) => e.day <= day)?.totals.paid ?? 0
    const yearBefore = (day) => `${Number(day.slice(0, 4)) - 1}${day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)}`
    const paid = (day) => at(day) - at(yearBefore(day))
    d.same('paid', said.paidIn12Months, paid(said.day))
    for (const [name, made] of Object.entries({ inCirculation: book.totals.issued - book.totals.destroyed, digital: book.fund.digital, paper: book.fund.paper, inProgress: book.fund.inProgress, acceptors: book.acceptors })) d.same(name, said[name], made)
    for (const threshold of said.thresholds) {
      const crossings = []
      let above = false
      for (const day of book.days) {
        const meter = { payments: () => paid(day.day), circulation: () => day.highest, acceptors: () => day.acceptors }[threshold.meter]()
        if (meter > threshold.most !== above) crossings.push({ day: day.day, above: (above = !above) })
      }
      d.same(`the days on which ${threshold.meter} crossed ${threshold.most}`, threshold.crossings, crossings)
    }
  }, unseen: /thresholds\.\d+\.most/ },
  indicators: { read: () => indicatorsShown(json('indicators')), compare(said, d) {
    const made = indicators(book, `${year}-01-01`, `${year}-12-31`)
    for (const name of ['circulation', 'mean', 'payments', 'paid', 'issued', 'destroyed']) d.same(name, said[name], made[name])
    // Shares are shown to a tenth of a percent, how often a unit was paid to a hundredth.
    const shares = [(100 * made.destroyed) / made.issued, made.paid / made.mean, (100 * made.byProfessionals) / made.toProfessionals, (100 * made.betweenProfessionals) / made.paid]
    shares.forEach((share, i) => Math.abs(parseFloat(said.shares[i].replace(',', '.')) - share) > (i === 1 ? 0.00501 : 0.0501) && d.push(`share ${i + 1}: the page says ${said.shares[i]}, the book makes ${share}`))
  } },
  paper: { read: () => json('paper'), compare(said, d) {
    const at = (place) => [...book.notes].filter(([key, n]) => n !== 0 && key.startsWith(`${place} `)).map(([key, count]) => ({ series: key.split(' ')[1], denomination: Number(key.split(' ')[2]), count }))
    const sorted = (list) => [...list].sort((a, b) => (a.series + a.denomination < b.series + b.denomination ? -1 : 1))
    const worth = (list) => list.reduce((s, n) => s + n.denomination * n.count, 0)
    d.same('in circulation', said.inCirculation, book.fund.paper)
    d.same('circulating notes', sorted(said.circulating), sorted(at('SOLD')))
    d.same('their worth', worth(said.circulating), book.fund.paper)
    for (const place of said.places) {
      d.same(`notes at ${place.place}`, sorted(place.notes), sorted(at(place.place)))
      d.same(`worth at ${place.place}`, place.value, book.of(place.place, 'NOTE'))
      if (place.bureau) d.same(`cash at ${place.place}`, place.cash, book.of(`BUREAU.${place.bureau}`, 'EUR'))
    }
  }, unseen: /^prints\./ },
  campaigns: { read: () => json('campaigns'), compare(said, d) {
    for (const c of said.items) {
      const made = book.campaigns.get(`CAMPAIGN.${c.campaign}`) ?? { given: 0, returned: 0, purses: new Set() }
      d.same(`what ${c.campaign} gave`, [c.given, c.returned, c.purses], [made.given, made.returned, made.purses.size])
      if (c.inPurses !== null) d.same(`what is in the purses of ${c.campaign}`, c.inPurses, [...made.purses].reduce((s, p) => s + book.purses.get(p), 0))
      d.same(`euros of ${c.campaign}`, c.euros, -book.of(`CAMPAIGN.${c.campaign}`, 'EUR'))
    }
  }, unseen: /budget|rate|perPerson|grace/ },
  'open lines': { read: () => json('statements-lines'), compare(said, d) {
    d.same('lines', Object.fromEntries(said.items.map((l) => [Buffer.from(l.line, 'base64url').toString('hex'), l.amount]).sort()), Object.fromEntries([...book.openLines].sort()))
  }, unseen: /reserved/ },
  accounts: { read: () => json('accounts'), compare(said, d) {
    for (const [account, balance] of Object.entries(said)) if (balance !== (book.members.get(account) ?? 0)) d.push(`${account}: the server says ${balance}, the book makes ${book.members.get(account) ?? 0}`)
    for (const [account, balance] of book.members) if (balance !== 0 && !(account in said)) d.push(`${account} holds ${balance} and nobody asked`)
  } },
  takings: { read: () => json('takings'), compare(said, d) {
    for (const day of said) {
      const sum = [0, 0, 0, 0]
      for (const shop of day.shops) {
        const made = book.takings.get(`${shop.account} ${day.day}`) ?? [0, 0, 0, 0]
        made.forEach((n, i) => (sum[i] += n))
        d.same(`${shop.account} on ${day.day}`, [shop.count, shop.total, shop.refundCount, shop.refundTotal], made)
      }
      d.same(`all shops on ${day.day}`, [day.count, day.total, day.refundCount, day.refundTotal], sum)
    }
  } },
  closures: { read: () => files['closures.ndjson'].toString().split('\n').filter(Boolean).map((l) => JSON.parse(l)), compare(said, d) {
    d.same('their number', said.length, book.closures.length)
    said.forEach((c, i) => {
      const { hash, ...made } = book.closures[i] ?? {}
      d.same(`closure of ${c.period}`, { position: c.position, period: c.period, totals: Object.values(c.totals), perpetual: Object.values(c.perpetual), last: c.last, stock: Object.values(c.stock) }, made)
      d.same(`hash of ${c.period}`, c.hash, hash)
    })
  } },
}
for (const period of [year, ...Array.from({ length: 12 }, (_, m) => `${year}-${String(m + 1).padStart(2, '0')}`)])
  reports[`balance of ${period}`] = { read: () => cells(text(`balance-${period}.csv`)), compare(said, d) {
    const made = trialBalance(book, period)
    const split = (n) => [Math.max(0, n), Math.max(0, -n)]
    const rows = [...made].filter(([, s]) => s.before || s.debit || s.credit).sort(([a], [b]) => (a < b ? -1 : 1))
    d.same('its rows', said.map((r) => `${r.account}|${r.auxiliary}`), rows.map(([a]) => a))
    for (const row of said) {
      const s = made.get(`${row.account}|${row.auxiliary}`) ?? { before: 0, debit: 0, credit: 0 }
      d.same(`account ${row.account} ${row.auxiliary}`, row.figures, [...split(s.before), s.debit, s.credit, ...split(s.before + s.debit - s.credit)])
    }
  } }

/** A table (RFC 4180) of balances: labels may be quoted, the six figures are hundredths. */
function cells(table) {
  return table.trim().split('\r\n').slice(1).map((line) => {
    const row = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((m) => m[1])
    return { account: row[1], auxiliary: row[3], figures: row.slice(4, 10).map((f) => Number(f.replace('.', ''))) }
  })
}

/** The page's table: its last column is the year; sums lose their marks and become hundredths. */
function indicatorsShown(table) {
  const column = table.slice(1).map((row) => row.at(-1).replace(/[\s\u00a0\u202f]/g, ''))
  const [circulation, mean, payments, paid, issued, destroyed, ...shares] = column
  const cents = (sum) => Math.round(parseFloat(sum.replace(',', '.')) * 100)
  return { circulation: cents(circulation), mean: cents(mean), payments: Number(payments), paid: cents(paid), issued: cents(issued), destroyed: cents(destroyed), shares }
}

let wrong = 0
let figures = 0
const say = (good, line) => {
  if (!good) wrong++
  console.log(`${good ? 'equal ' : 'WRONG '} ${line}`)
}
say(book.broken.length === 0, `the book itself: ${book.count} entries, chained, balanced in each unit, each unit with its cent${book.broken.slice(0, 3).map((b) => `; ${b}`).join('')}`)
for (const [name, { read, compare, unseen }] of Object.entries(reports)) {
  const said = read()
  const differences = new Differences()
  compare(said, differences)
  say(differences.length === 0, `${name}${differences.slice(0, 3).map((l) => `\n         ${l}`).join('')}${differences.length > 3 ? `\n         and ${differences.length - 3} more` : ''}`)
  for (const path of unmissed(said, compare, unseen)) say(false, `${name}: one more or less at ${path}, and nobody misses it`)
}

// The file for the tax office: by its own rules, and line by line against the book.
const fec = readFec(readFileSync(join(folder, 'fec.txt')))
const faults = fecFaults(fec)
say(faults.length === 0, `FEC: ${fec.rows.length} lines by the published rules${faults.slice(0, 3).map((f) => `\n         ${f}`).join('')}`)
const against = (rows) => {
  const made = book.accounting.filter((e) => e.day.startsWith(year)).flatMap((e) => e.lines.map(([account, debit, credit]) => [e.piece, e.day, e.pieceDay, account, debit, credit].join(' ')))
  const said = rows.filter((r) => r.JournalCode !== 'AN').map((r) => [r.PieceRef, r.EcritureDate, r.PieceDate, `${r.CompteNum}|${r.CompAuxNum}`, r.debit, r.credit].join(' '))
  const left = new Map()
  for (const line of made) left.set(line, (left.get(line) ?? 0) + 1)
  for (const line of said) left.set(line, (left.get(line) ?? 0) - 1)
  return [...left].filter(([, n]) => n !== 0).map(([line]) => line)
}
const other = against(fec.rows)
say(other.length === 0, `FEC: each line is one that the book makes, and all of them${other.slice(0, 3).map((l) => `\n         ${l}`).join('')}`)
for (let i = 0; i < fec.rows.length; i += Math.max(1, Math.floor(fec.rows.length / 40))) {
  figures += 2
  const alone = fec.rows.map((r, at) => (at === i ? bent(r) : r))
  if (fecFaults({ ...fec, rows: alone }).length === 0) say(false, `FEC: a cent in line ${i + 2}, and no rule is broken`)
  const piece = fec.rows[i].PieceRef
  const both = fec.rows.map((r) => (r.PieceRef === piece && fec.rows.filter((o) => o.PieceRef === piece).length === 2 ? bent(r) : r))
  if (both.some((r, at) => r !== fec.rows[at]) && against(both).length === 0) say(false, `FEC: a cent on both sides of ${piece}, and the book has it so`)
}
const euros = (cents) => (cents / 100).toLocaleString('en', { maximumFractionDigits: 0 })
console.log(`exchanged ${euros(book.totals.issued)}, reconverted ${euros(book.totals.destroyed)}, paid ${euros(book.totals.paid)} in ${book.totals.payments} payments, on paper ${euros(book.fund.paper)}, in circulation ${euros(book.totals.issued - book.totals.destroyed)}; ${fec.rows.length} lines of FEC`)
console.log(`${figures} figures changed by one, each missed at once (${((performance.now() - began) / 1000).toFixed(1)} s)`)
process.exit(wrong === 0 ? 0 : 1)

function bent(row) {
  return row.debit > 0 ? { ...row, debit: row.debit + 1 } : { ...row, credit: row.credit + 1 }
}

/** Changes every figure of a report by one, one after the other, and tells which change is not seen. Of a thousand alike every tenth is enough. */
function unmissed(said, compare, unseen) {
  const paths = []
  const walk = (value, path, set) => {
    if (typeof value === 'number') paths.push({ path, value, set })
    else if (Array.isArray(value)) value.forEach((v, i) => walk(v, `${path}${path && '.'}${i}`, (n) => (value[i] = n)))
    else if (value && typeof value === 'object') for (const [k, v] of Object.entries(value)) walk(v, `${path}${path && '.'}${k}`, (n) => (value[k] = n))
  }
  walk(said, '', () => {})
  const chosen = paths.filter((p) => !/(^|\.)(position|since|first|last)$/.test(p.path) && !unseen?.test(p.path))
  const step = Math.max(1, Math.floor(chosen.length / 500))
  const lost = []
  for (let i = 0; i < chosen.length; i += step) {
    const { path, value, set } = chosen[i]
    figures++
    set(value + 1)
    const differences = new Differences()
    compare(said, differences)
    if (differences.length === 0) lost.push(path)
    set(value)
  }
  return lost
}
