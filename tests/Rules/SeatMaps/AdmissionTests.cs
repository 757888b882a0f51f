using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Rules.SeatMaps;

public sealed class AdmissionTests
{
    private static readonly PerformanceId Performance = new(NewId.Guid());

    private readonly Admission _admission = new();

    [Fact]
    public void One_caller_alone_may_fill_everything_and_is_then_told_to_wait()
    {
        Enter("shop", Admission.MaxWaiting).ShouldBe(Admission.MaxWaiting);

        var refusal = _admission.Check("shop", Performance).ShouldNotBeNull();
        refusal.Code.ShouldBe(RefusalCode.Overloaded);
        refusal.CanRetry.ShouldBeTrue();
        refusal.RetryAfter.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_caller_who_floods_leaves_room_for_the_others()
    {
        Enter("till", 1).ShouldBe(1);

        Enter("flood", Admission.MaxWaiting).ShouldBe(Admission.MaxWaiting / 2);

        Enter("till", 1_000).ShouldBe(1_000);
        Enter("app", 1_000).ShouldBe(1_000);
    }

    [Fact]
    public void Who_has_left_makes_room_again()
    {
        Enter("shop", Admission.MaxWaiting);

        _admission.Leave("shop");

        Enter("shop", 2).ShouldBe(1);
    }

    private int Enter(string who, int times) => Enumerable.Range(0, times).Count(_ => TryEnter(who));

    private bool TryEnter(string who)
    {
        if (_admission.Check(who, Performance) is not null)
        {
            return false;
        }

        _admission.Enter(who);
        return true;
    }
}
