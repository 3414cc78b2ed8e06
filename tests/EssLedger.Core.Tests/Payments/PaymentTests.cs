namespace EssLedger.Core.Payments;

/// <summary>The rule of payments as a treasurer reads it: a story, and after each order its answer. Which reason wins over which: <see cref="PrecedenceTests"/>.</summary>
public sealed class PaymentTests
{
    [Fact]
    public void Payment_moves_money_once() => PaymentScript.Play("""
        account ana    resident 100
        account bakery merchant
        pay p1 ana bakery 60              = accepted
        pay p1 ana bakery 60 again        = repeated
        pay p1 ana bakery 60              = repeated            // the same content, signed anew
        balance ana                       = 40
        balance bakery                    = 60
        balance issuance                  = -100
        """);

    [Fact]
    public void Every_refusal_has_its_reason() => PaymentScript.Play("""
        account ana    resident 100
        account bakery merchant 100
        account bob    resident 100
        account closed merchant
        account late   resident 50 pending
        key     ana    lost-phone
        block   ana    lost-phone
        close   closed
        request till   bakery 30 300
        request done   bakery 30 300
        request wall   bakery any
        end     done
        limit   merchant 80
        purse   ana meals 10

        pay a1 ana bakery 10 cut                = malformed_payload
        pay a2 ana bakery 10 key:bob            = unknown_key           // the key of another account
        pay a3 nobody bakery 10                 = unknown_key           // no such account
        pay a4 ana bakery 10 forged             = bad_signature
        pay a5 ana bakery 10                    = accepted
        pay a5 ana bakery 11                    = order_id_reused
        pay a6 ana bakery 10 ledger:ROUBAIX     = wrong_ledger
        pay a7 ana bakery 10 unit:EUR           = wrong_unit
        pay a8 ana bakery 10 after:-1           = order_expired
        pay a9 ana bakery 10 after:601          = expiry_too_far
        pay b1 ana bakery 10 key:lost-phone     = key_blocked
        pay b2 late bakery 10                   = payer_closed          // not yet approved
        pay b3 ana ana 10                       = same_account
        pay b4 ana nobody 10                    = payee_unknown
        pay b5 ana closed 10                    = payee_closed
        pay b6 ana late 10                      = payee_closed          // not yet approved
        pay b7 ana bakery 30 request:other      = request_unknown
        pay b8 ana bakery 30 request:done       = request_closed
        pay b9 ana bakery 31 request:till       = request_mismatch      // another amount
        pay c1 ana bob    30 request:till       = request_mismatch      // another payee
        pay c2 bakery ana 10 refunds:other      = sale_unknown
        pay c3 bakery ana 11 refunds:a5         = refund_exceeds_sale
        pay c4 ana bakery 100001                = limit_exceeded max_amount
        pay c5 bakery bob 81                    = limit_exceeded payments_in30_days
        pay c6 ana bakery 5 from:food:5         = purse_not_accepted
        pay c7 ana bakery 91                    = insufficient_funds
        pay c8 ana bakery 11 from:meals:11      = insufficient_funds
        balance ana                             = 90
        balance bakery                          = 110
        """);

    [Fact]
    public void Till_gives_back_up_to_its_ceiling_and_pays_nothing_else() => PaymentScript.Play("""
        account ana    resident 100
        account bakery merchant 100
        till    bakery counter 20
        pay p1 ana bakery 60                            = accepted
        pay r1 bakery ana 20 refunds:p1 key:counter     = accepted
        pay r2 bakery ana 21 refunds:p1 key:counter     = limit_exceeded till_key
        pay r3 bakery ana 21 refunds:p1                 = accepted              // the merchant's own device
        pay p2 bakery ana 1 key:counter                 = limit_exceeded till_key
        """);

    [Fact]
    public void Phone_replaced_at_a_bureau_pays_after_a_second_person_and_a_day() => PaymentScript.Play("""
        account ana    resident 100
        account bakery merchant
        block   ana    ana
        enter   ana    phone
        pay p1 ana bakery 10 key:phone    = unknown_key
        wait 2d
        pay p1 ana bakery 10 key:phone    = unknown_key       // nobody confirmed it
        enter   ana    tablet
        confirm ana    tablet
        wait 86399s
        pay p1 ana bakery 10 key:tablet   = unknown_key
        wait 1s
        pay p1 ana bakery 10 key:tablet   = accepted          // what was tried before settled nothing
        confirm ana    phone
        pay p2 ana bakery 10 key:phone    = accepted          // its day passed before
        """);

    [Fact]
    public void Ceilings_of_a_kind_hold_until_an_account_has_its_own() => PaymentScript.Play("""
        account ana    resident 1000
        account bob    resident 1000
        account bakery merchant
        request wall   bakery any
        ceiling resident payment 100
        ceiling resident day 150
        ceiling resident printedday 20
        pay p1 ana bakery 101                 = limit_exceeded payment
        pay p2 ana bakery 100                 = accepted
        pay p3 ana bakery 51                  = limit_exceeded day
        pay p4 ana bakery 20 request:wall     = accepted
        pay p5 ana bakery 1 request:wall      = limit_exceeded printed_day
        pay p6 ana bakery 30                  = accepted
        ceiling ana day 500
        pay p7 ana bakery 100                 = accepted              // her own
        pay p8 bob bakery 100                 = accepted
        pay p9 bob bakery 100                 = limit_exceeded day    // his kind's
        ceiling ana payment 0
        pay q1 ana bakery 1                   = limit_exceeded payment
        wait 1d
        pay q2 bob bakery 20 request:wall     = accepted
        """);

    [Fact]
    public void Payee_is_not_paid_beyond_what_it_may_hold() => PaymentScript.Play("""
        account ana    resident 1000
        account bob    resident 50
        ceiling resident balance 100
        pay p1 ana bob 51   = limit_exceeded payee_balance
        pay p2 ana bob 50   = accepted
        pay p3 ana bob 1    = limit_exceeded payee_balance
        pay r1 bob ana 50 refunds:p2 = accepted               // a refund counts nowhere
        """);

    [Fact]
    public void Kinds_that_may_not_pay_each_other_do_not() => PaymentScript.Play("""
        account ana    resident 100
        account bob    resident
        account bakery merchant
        forbid resident resident
        pay p1 ana bob 10     = limit_exceeded transfer
        pay p2 ana bakery 10  = accepted
        """);

    [Fact]
    public void Card_pays_little_and_stops_at_three_wrong_PINs() => PaymentScript.Play("""
        account ana    resident 10000
        account bakery merchant
        card    ana    card
        request one    bakery 3000 600
        request two    bakery 3001 600
        request three  bakery 3000 600
        request four   bakery 1 600
        show card ana one right        = accepted
        show card ana one right        = request_closed
        show card ana two right        = limit_exceeded card
        show card ana three wrong      = wrong_pin
        show card ana three wrong      = wrong_pin
        show card ana three right      = accepted              // a right one begins the count anew
        show card ana four right       = limit_exceeded card_day
        ceiling ana cardday 10000
        show card ana four wrong       = wrong_pin
        show card ana four wrong       = wrong_pin
        show card ana four wrong       = wrong_pin
        show card ana four right       = card_blocked
        card    ana    another
        show another ana four right    = accepted
        show card ana four right       = card_blocked
        balance bakery                 = 6001
        """);

    [Fact]
    public void Card_is_of_one_account_and_ends_when_it_is_blocked_or_replaced() => PaymentScript.Play("""
        account ana    resident 100
        account bob    resident 100
        account bakery merchant
        request till   bakery 10 600
        card    ana    first
        show first bob till right      = card_unknown
        card    ana    second
        show first ana till right      = card_blocked
        lock    ana    second
        show second ana till right     = card_blocked
        close   ana
        card    bob    bobs
        show bobs bob till right       = accepted
        """);

    [Fact]
    public void Mandate_pays_what_it_allows_to_whom_it_allows() => PaymentScript.Play("""
        account ana    resident 1000
        account carer  resident
        account bakery merchant
        account school merchant
        mandate ana    bread bakery 30 50 7 20
        mandate ana    care  any    30 60 30 20 carer
        use bread ana bakery 31             = limit_exceeded mandate_payment
        use bread ana bakery 30             = accepted
        use bread ana bakery 21             = limit_exceeded mandate_period
        use bread ana bakery 20             = accepted
        use bread ana school 1              = mandate_mismatch
        use care  ana school 1              = mandate_mismatch        // not the ledger's own to use
        use care  ana school 1 by bakery    = mandate_mismatch
        use care  ana school 1 by carer     = accepted
        use other ana bakery 1              = mandate_unknown
        use bread carer bakery 1            = mandate_unknown         // another's mandate
        wait 7d
        use bread ana bakery 30             = accepted                // the next period
        revoke ana bread
        use bread ana bakery 1              = mandate_ended
        wait 14d
        use care  ana school 1 by carer     = mandate_ended           // its last day was yesterday
        """);

    [Fact]
    public void Mandate_is_bound_by_what_binds_its_account() => PaymentScript.Play("""
        account ana    resident 40
        account bakery merchant
        mandate ana    bread any 100 100 7 20
        ceiling resident day 50
        use bread ana bakery 51             = limit_exceeded day
        use bread ana bakery 41             = insufficient_funds
        use bread ana ana 1                 = same_account
        block   ana    ana
        use bread ana bakery 40             = accepted                // what a device signed holds until it is taken back
        """);

    [Fact]
    public void Neither_card_nor_mandate_pays_whom_nobody_admitted_yet_and_the_next_try_may() => PaymentScript.Play("""
        account ana      resident 100
        account newcomer merchant pending
        request till     newcomer 10 600
        card    ana      card
        mandate ana      bread newcomer 30 50 7 20
        show card ana till right        = payee_closed
        use bread ana newcomer 20       = payee_closed
        balance ana                     = 100
        admit newcomer
        show card ana till right        = accepted
        use bread ana newcomer 20       = accepted
        balance newcomer                = 30
        close newcomer
        use bread ana newcomer 20       = payee_closed
        """);

    [Fact]
    public void Closed_account_neither_pays_nor_is_paid() => PaymentScript.Play("""
        account ana    resident 100
        account bakery merchant 100
        close   ana
        pay p1 ana bakery 10   = payer_closed
        pay p2 bakery ana 10   = payee_closed
        """);

    [Fact]
    public void Order_is_accepted_until_its_last_second_and_600_seconds_ahead() => PaymentScript.Play("""
        account ana    resident 100
        account bakery merchant
        pay p1 ana bakery 1 after:0    = accepted
        pay p2 ana bakery 1 after:-1   = order_expired
        pay p3 ana bakery 1 after:600  = accepted
        pay p4 ana bakery 1 after:601  = expiry_too_far
        """);

    [Fact]
    public void Balance_can_be_spent_to_the_last_hundredth() => PaymentScript.Play("""
        account ana    resident 100
        account bakery merchant
        pay p1 ana bakery 101  = insufficient_funds
        pay p2 ana bakery 100  = accepted
        pay p3 ana bakery 1    = insufficient_funds
        balance ana            = 0
        """);

    [Fact]
    public void Refused_order_never_pays_later() => PaymentScript.Play("""
        account ana    resident 10
        account bob    resident 100
        account bakery merchant
        pay p1 ana bakery 60        = insufficient_funds
        pay b1 bob ana 50           = accepted
        pay p1 ana bakery 60 again  = repeated insufficient_funds
        wait 700s
        pay p1 ana bakery 60 again  = repeated insufficient_funds      // not: expired
        pay p2 ana bakery 60        = accepted
        """);

    [Fact]
    public void Strangers_bytes_settle_nothing() => PaymentScript.Play("""
        account ana    resident 100
        account bob    resident 100
        account bakery merchant
        pay p1 ana bakery 60 forged   = bad_signature
        pay p1 ana bakery 60 key:bob  = unknown_key
        pay p1 ana bakery 60          = accepted
        """);

    [Fact]
    public void Same_id_of_two_payers_is_two_orders() => PaymentScript.Play("""
        account ana    resident 100
        account bob    resident 100
        account bakery merchant
        pay p1 ana bakery 60  = accepted
        pay p1 bob bakery 70  = accepted
        """);

    [Fact]
    public void Reused_id_leaves_the_first_answer_standing() => PaymentScript.Play("""
        account ana    resident 100
        account bakery merchant
        pay p1 ana bakery 60  = accepted
        pay p1 ana bakery 40  = order_id_reused
        pay p1 ana bakery 60  = repeated
        pay p1 ana bakery 60 note:pain = order_id_reused
        """);

    [Fact]
    public void Repeat_is_answered_after_everything_that_could_refuse_it_now() => PaymentScript.Play("""
        account ana    resident 100
        account bakery merchant
        key     ana    other-phone
        request till   bakery 60 300
        pay p1 ana bakery 60 request:till    = accepted
        wait    40d
        limit   resident 1
        block   ana ana
        close   bakery
        close   ana
        pay p1 ana bakery 60 again           = repeated
        """);

    [Fact]
    public void Repeat_may_be_signed_by_any_key_that_the_account_ever_had() => PaymentScript.Play("""
        account ana    resident 100
        account bob    resident 100
        account bakery merchant
        key     ana    other-phone
        pay p1 ana bakery 60                  = accepted
        block   ana    other-phone
        pay p1 ana bakery 60 key:other-phone  = repeated
        pay p1 ana bakery 60 key:bob          = unknown_key
        pay p1 ana bakery 60 forged           = bad_signature
        """);

    [Fact]
    public void Blocked_key_pays_nothing_new() => PaymentScript.Play("""
        account ana    resident 100
        account bakery merchant
        pay p1 ana bakery 10         = accepted
        block   ana    ana
        pay p2 ana bakery 10         = key_blocked
        pay p1 ana bakery 10 again   = repeated
        """);

    [Fact]
    public void Request_is_paid_once() => PaymentScript.Play("""
        account ana    resident 100
        account bob    resident 100
        account bakery merchant
        request till   bakery 60 300
        pay p1 ana bakery 60 request:till        = accepted
        pay q1 bob bakery 60 request:till        = request_closed
        pay p2 ana bakery 10 request:till        = request_closed      // wins over the mismatch
        pay p1 ana bakery 60 request:till        = repeated
        """);

    [Fact]
    public void Request_ends_with_its_time() => PaymentScript.Play("""
        account ana    resident 100
        account bakery merchant
        request till   bakery 60 300
        wait    299s
        pay p1 ana bakery 60 request:till  = accepted
        request next   bakery 60 300
        wait    300s
        pay p2 ana bakery 60 request:next  = request_closed
        """);

    [Fact]
    public void Standing_request_is_paid_by_many_for_what_they_choose() => PaymentScript.Play("""
        account ana    resident 100
        account bob    resident 100
        account bakery merchant
        account kiosk  merchant
        request wall   bakery any
        request bread  bakery 12
        pay p1 ana bakery 30 request:wall  = accepted
        pay q1 bob bakery 40 request:wall  = accepted
        wait    40d
        pay p2 ana bakery 5 request:wall   = accepted
        pay p3 ana kiosk 5 request:wall    = request_mismatch
        pay p4 ana bakery 12 request:bread = accepted
        pay p5 ana bakery 13 request:bread = request_mismatch
        """);

    [Fact]
    public void Standing_request_that_was_taken_back_is_closed() => PaymentScript.Play("""
        account ana    resident 100
        account bakery merchant
        request wall   bakery any
        pay p1 ana bakery 30 request:wall  = accepted
        end     wall
        pay p2 ana bakery 30 request:wall  = request_closed
        """);

    [Fact]
    public void Refunds_give_back_at_most_the_sale() => PaymentScript.Play("""
        account ana    resident 100
        account bob    resident 100
        account bakery merchant 100
        pay p1 ana bakery 60               = accepted
        pay r0 bakery ana 61 refunds:p1    = refund_exceeds_sale
        pay r1 bakery ana 25 refunds:p1    = accepted
        pay r2 bakery ana 36 refunds:p1    = refund_exceeds_sale        // 25 + 36 > 60
        pay r3 bakery ana 35 refunds:p1    = accepted
        pay r4 bakery ana 1 refunds:p1     = refund_exceeds_sale
        balance ana                        = 100
        balance bakery                     = 100
        pay p2 ana bakery 60               = accepted
        pay r5 bakery ana 60 refunds:p2    = accepted                   // the whole sale at once
        """);

    [Fact]
    public void Refund_goes_only_from_the_payee_of_a_sale_to_its_payer() => PaymentScript.Play("""
        account ana    resident 100
        account bob    resident 100
        account bakery merchant 100
        account kiosk  merchant 100
        pay p1 ana bakery 60               = accepted
        pay r1 kiosk ana 10 refunds:p1     = sale_unknown       // not its sale
        pay r2 bakery bob 10 refunds:p1    = sale_unknown       // not his purchase
        pay r3 bob bakery 10 refunds:p1    = sale_unknown
        pay r4 bakery ana 10 refunds:p1    = accepted
        pay s1 ana bakery 10 refunds:r4    = sale_unknown       // a refund is no sale
        pay p2 ana bakery 1000             = insufficient_funds
        pay r5 bakery ana 10 refunds:p2    = sale_unknown       // nothing was sold
        """);

    [Fact]
    public void Refunds_of_two_payers_with_the_same_order_id_are_counted_apart() => PaymentScript.Play("""
        account ana    resident 100
        account bob    resident 100
        account bakery merchant 100
        pay p1 ana bakery 60               = accepted
        pay p1 bob bakery 20               = accepted
        pay r1 bakery ana 60 refunds:p1    = accepted
        pay r2 bakery bob 21 refunds:p1    = refund_exceeds_sale
        pay r3 bakery bob 20 refunds:p1    = accepted
        """);

    [Fact]
    public void Refund_needs_the_money_of_the_merchant() => PaymentScript.Play("""
        account ana    resident 100
        account bakery merchant
        account mill   merchant
        pay p1 ana bakery 60               = accepted
        pay m1 bakery mill 30              = accepted
        pay r1 bakery ana 31 refunds:p1    = insufficient_funds
        pay r2 bakery ana 30 refunds:p1    = accepted
        """);

    [Fact]
    public void Refund_goes_back_into_the_drawers_that_paid() => PaymentScript.Play("""
        account ana    resident 100
        account bakery merchant
        purse   ana meals 30
        purse   ana culture 20
        pay p1 ana bakery 45 from:meals:30 from:culture:15  = accepted
        purse   ana meals                  = 0
        purse   ana culture                = 5
        balance bakery                     = 45
        pay r1 bakery ana 20 refunds:p1    = accepted
        purse   ana meals                  = 20
        pay r2 bakery ana 20 refunds:p1    = accepted           // 10 of each
        purse   ana meals                  = 30
        purse   ana culture                = 15
        pay r3 bakery ana 6 refunds:p1     = refund_exceeds_sale
        balance ana                        = 100
        pay r4 bakery ana 5 refunds:p1 from:meals:5 = purse_not_accepted     // the sale says where it goes
        """);

    [Fact]
    public void Purse_pays_only_what_is_in_it_and_ordinary_money_does_not_help() => PaymentScript.Play("""
        account ana    resident 100
        account bob    resident 100
        account bakery merchant
        purse   ana meals 30
        pay p1 ana bakery 31 from:meals:31              = insufficient_funds
        pay p2 ana bakery 30 from:other:30              = purse_not_accepted
        pay p3 bob bakery 30 from:meals:30              = purse_not_accepted       // ana's purse
        pay p4 ana bakery 101                           = insufficient_funds       // nor does the purse help ordinary money
        pay p5 ana bakery 30 from:meals:30              = accepted
        pay p6 ana bakery 1 from:meals:1                = insufficient_funds       // empty, but still hers
        balance ana                                     = 100
        """);

    [Fact]
    public void Limit_of_one_order_counts_for_refunds_too() => PaymentScript.Play("""
        account ana    resident 300000
        account bakery merchant
        pay p1 ana bakery 100000              = accepted
        pay p2 ana bakery 100001              = limit_exceeded max_amount
        """);

    [Fact]
    public void Limit_of_30_days_rolls() => PaymentScript.Play("""
        account ana    resident 1000
        account bakery merchant
        limit   resident 100
        pay p1 ana bakery 60                  = accepted
        wait    1d
        pay p2 ana bakery 41                  = limit_exceeded payments_in30_days
        pay p3 ana bakery 40                  = accepted
        pay p4 ana bakery 1                   = limit_exceeded payments_in30_days
        wait    28d                                                     // day 30 of 30: both still count
        pay p5 ana bakery 1                   = limit_exceeded payments_in30_days
        wait    1d                                                      // day 31: the first 60 are gone
        pay p6 ana bakery 61                  = limit_exceeded payments_in30_days
        pay p7 ana bakery 60                  = accepted
        wait    1d
        pay p8 ana bakery 41                  = limit_exceeded payments_in30_days
        pay p9 ana bakery 40                  = accepted
        """);

    [Fact]
    public void Limit_of_30_days_is_for_its_kind_of_account_and_not_for_refunds() => PaymentScript.Play("""
        account ana    resident 1000
        account bakery merchant 1000
        limit   resident 100
        limit   merchant 50
        pay p1 ana bakery 100                 = accepted
        pay r1 bakery ana 100 refunds:p1      = accepted                // beyond 50: what was never earned
        pay p2 ana bakery 1                   = limit_exceeded payments_in30_days
        pay q1 bakery ana 51                  = limit_exceeded payments_in30_days
        pay q2 bakery ana 50                  = accepted
        """);

    [Fact]
    public void Largest_numbers_are_refused_and_never_overflow() => PaymentScript.Play($"""
        account ana    resident 9000000000000000
        account bakery merchant
        limit   resident 9000000000000000
        pay p1 ana bakery {long.MaxValue}                  = limit_exceeded max_amount
        pay p2 ana bakery {long.MaxValue} after:{long.MaxValue - LittleBook.Start.ToUnixTimeSeconds()} = expiry_too_far
        pay p3 ana bakery {long.MaxValue} from:meals:{long.MaxValue} = limit_exceeded max_amount
        """);

    [Fact]
    public void Highest_limit_that_JSON_can_say_does_not_overflow_the_window()
    {
        var book = PaymentScript.Play($"""
            account ana    resident {long.MaxValue / 2}
            account bakery merchant
            """);
        book.Terms = book.Terms with
        {
            MaxAmount = Money.Amount.FromMinor((1L << 53) - 1),
            Ceilings = new Dictionary<Accounts.AccountKind, Ceilings> { [Accounts.AccountKind.Resident] = new(In30Days: Money.Amount.FromMinor(long.MaxValue)) },
        };
        var ana = Identifiers.AccountId.Parse("ana");
        var all = new PaymentOrder(book.Terms.Ledger, new(Identifiers.Uuid.Version7(book.Now, new byte[10])), ana, Identifiers.AccountId.Parse("bakery"),
            book.Terms.MaxAmount, LittleBook.Unit, book.Now.ToUnixTimeSeconds());

        Assert.Equal("accepted", LittleBook.Word(book.Pay(new Pen("ana").Sign(all))));
        Assert.Equal("accepted", LittleBook.Word(book.Pay(new Pen("ana").Sign(all with { Id = new(Identifiers.Uuid.Version7(book.Now, [1, .. new byte[9]])) }))));
    }

    [Fact]
    public void Order_that_is_valid_for_ever_is_refused_like_any_other() =>
        Assert.Equal("expiry_too_far", LittleBook.Word(Decide(long.MaxValue)));

    [Theory]
    [InlineData(0, "accepted")]
    [InlineData(1, "order_expired")]
    [InlineData(999, "order_expired")]
    public void Not_after_is_an_instant_not_the_second_that_follows_it(int milliseconds, string answer) =>
        Assert.Equal(answer, LittleBook.Word(Decide(LittleBook.Start.ToUnixTimeSeconds(), TimeSpan.FromMilliseconds(milliseconds))));

    [Theory]
    [InlineData(600, 0, "accepted")]
    [InlineData(600, 999, "accepted")]
    [InlineData(601, 0, "expiry_too_far")]
    [InlineData(601, 999, "expiry_too_far")]
    [InlineData(602, 1000, "expiry_too_far")]
    [InlineData(601, 1000, "accepted")]
    public void Expiry_lies_at_most_600_seconds_ahead_of_the_instant(int ahead, int milliseconds, string answer) =>
        Assert.Equal(answer, LittleBook.Word(Decide(LittleBook.Start.ToUnixTimeSeconds() + ahead, TimeSpan.FromMilliseconds(milliseconds))));

    private static Decision Decide(long notAfter, TimeSpan later = default)
    {
        var book = PaymentScript.Play("""
            account ana    resident 100
            account bakery merchant
            """);
        book.Now += later;
        return book.Decide(new Pen("ana").Sign(new PaymentOrder(book.Terms.Ledger, new(Identifiers.Uuid.Version7(book.Now, new byte[10])),
            Identifiers.AccountId.Parse("ana"), Identifiers.AccountId.Parse("bakery"), Money.Amount.FromMinor(1), LittleBook.Unit, notAfter)));
    }
}
