using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>A distributor interface gets a number in a seat map the first time it comes.</summary>
internal static class Interfaces
{
    /// <param name="number">The number it has, or gets by <paramref name="met"/>.</param>
    public static Refusal? Meet(
        SeatMapState state, DistributorInterfaceId distributor, SalesChannelId channel, out byte number, out SeatMapEffect[] met)
    {
        met = [];
        number = state.NumberOf(distributor) ?? 0;
        if (number != 0)
        {
            return state.ChannelOfInterface(number) == channel
                ? null
                : new Refusal(RefusalCode.Foreign, distributor.ToString(), "This interface was first seen here with another sales channel; an interface keeps its channel.");
        }

        if (state.InterfaceCount == BeginExport.MaxInterfaces)
        {
            return new Refusal(RefusalCode.LimitExceeded, distributor.ToString(), $"A seat map has at most {BeginExport.MaxInterfaces} distributor interfaces.");
        }

        number = checked((byte)(state.InterfaceCount + 1));
        met = [new SeatMapEffect.InterfaceMet(distributor, channel)];
        return null;
    }
}
